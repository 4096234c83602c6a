"""Clients other than kubectl: the official one for Python, and kr8s."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from tests.server.serving import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("serve")) as found:
        assert found.address
        yield found


def seen(served: Served, client: str) -> list[Any]:
    """What a client saw, step by step."""
    argv = [sys.executable, "-m", f"tests.server.with_{client}", str(served.kubeconfig)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=90)  # noqa: S603 - our own program
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(find_spec("kubernetes") is None, reason="the extra cluster is not installed")
def test_the_official_client_lists_watches_patches_runs_and_forwards(served: Served) -> None:
    assert seen(served, "official") == [
        ["Pending", "Running"],
        True,
        [["ADDED", ["a"]], ["MODIFIED", ["a", "b"]], ["DELETED", ["a", "b"]]],
        [
            422,
            (
                'Service "bad" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, '
                "inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive]"
            ),
        ],
        ["out\n", "err\n", 3],
        [["HTTP/1.1 200 OK", ""], None, "tcp4 127.0.0.1:81: connect: connection refused"],
    ]


@pytest.mark.skipif(find_spec("kr8s") is None, reason="kr8s is not installed")
def test_kr8s_lists_watches_patches_runs_and_forwards(served: Served) -> None:
    assert seen(served, "kr8s") == [["alone"], ["ADDED", {"a": "2"}], [True, "alone\n"], True, 200]
