"""`tutor check` with an answer that a cluster refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.serving import serving
from tutor.packs.load import builtin_path

pytest.importorskip("kubernetes", reason="the extra cluster is not installed")
REFUSAL = (
    'Service "testapp-svc-clusterip" is invalid: '
    "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive"
)


def test_a_refusal_is_in_the_servers_words_and_what_needs_the_answer_is_blocked(tmp_path: Path) -> None:
    text = (builtin_path() / "lessons" / "clusterip" / "solution.yaml").read_text()
    answer = tmp_path / "service.yaml"
    answer.write_text(text.replace("port: 80\n", "port: 0\n", 1))
    with serving(tmp_path) as served:
        argv = ["check", "clusterip", "--context", "tutor", "--kubeconfig", str(served.kubeconfig), "-f", str(answer)]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "tutor", *argv, "--yes", "--no-helper"],
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
    assert (done.returncode, done.stdout.splitlines()[6:]) == (
        1,
        [
            f"✕ The API server accepts it ({REFUSAL})",
            "✕ It is a ClusterIP Service on port 80/TCP (needs accepted)",
            "✕ The endpoints are the three pods (needs accepted)",
            "✕ The client pod asks by name and all three pods answer in turn (needs accepted)",
            "✕ kube-master1 asks the ClusterIP and gets an answer (needs accepted)",
            "0 passed, 5 failed, 0 not looked at",
        ],
    )
