"""What `tutor serve` says when it cannot begin."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path

import pytest

from tutor.cli import main


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit status and the one line on stderr."""
    code = main(["serve", *words])
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err


def test_a_missing_extra_is_one_line_with_what_to_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert refusal(capsys) == (
        3,
        "tutor: serve needs the extra `server`. Try: pip install 'service-tutor[server]'\n",
    )
    assert main(["clusterip", "--serve"]) == main(["--serve", "clusterip"]) == 3
    assert capsys.readouterr().err == (
        2 * "tutor: --serve needs the extra `server`. Try: pip install 'service-tutor[server]'\n"
    )


def test_the_persons_own_kubeconfig_is_never_touched(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    own = tmp_path / ".kube" / "config"
    code, line = refusal(capsys, "--kubeconfig", str(own))
    assert (code, line) == (
        2,
        f"tutor: {own} belongs to your own kubectl. Try: tutor serve --kubeconfig ./kubeconfig\n",
    )
    assert not own.exists()


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, line = refusal(capsys, "--port", str(port), "--kubeconfig", str(tmp_path / "kubeconfig"))
    assert (code, line) == (3, f"tutor: cannot serve on port {port}: Address already in use. Try: tutor serve\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--port", "70000"), "tutor: there is no port 70000. Try: tutor serve --port 6443\n"),
        (("--speed", "0"), "tutor: time cannot run at the speed 0.0. Try: tutor serve --speed 10\n"),
        (("--speed", "nan"), "tutor: time cannot run at the speed nan. Try: tutor serve --speed 10\n"),
    ],
)
def test_numbers_that_make_no_sense_are_wrong_use(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], line: str
) -> None:
    assert refusal(capsys, *words) == (2, line)
