"""A running `tutor serve` and the machine's kubectl that works on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tutor.values import frozen

KUBECTL = shutil.which("kubectl") or ""
needs_kubectl = pytest.mark.skipif(not KUBECTL, reason="kubectl is not installed here")


@frozen
class Said:
    """What a command printed."""

    stdout: str
    stderr: str
    code: int


@frozen
class Served:
    """A server that is up; `kubectl` runs the real one against it."""

    kubeconfig: Path
    address: str
    pid: int = 0

    def environment(self, **more: str) -> dict[str, str]:
        """What kubectl gets to see."""
        home = str(self.kubeconfig.parent)
        return {"KUBECONFIG": str(self.kubeconfig), "HOME": home, "PATH": os.environ.get("PATH", ""), **more}

    def kubectl(self, *words: str, stdin: str = "", cwd: str | None = None, **environment: str) -> Said:
        """Run kubectl to its end."""
        done = subprocess.run(  # noqa: S603 - the machine's own kubectl
            [KUBECTL, *words],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=cwd,
            env=self.environment(**environment),
        )
        return Said(stdout=done.stdout, stderr=done.stderr, code=done.returncode)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a kubectl that goes on."""
        return subprocess.Popen(  # noqa: S603 - the machine's own kubectl
            [KUBECTL, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.environment(),
        )


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """`tutor serve` in a folder of its own, ended afterwards."""
    path = folder / "kubeconfig"
    argv = [sys.executable, "-m", "tutor", "serve", "--kubeconfig", str(path), "--speed", "5", *words]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            line = process.stdout.readline() if process.stdout else ""
            address = line.split()[1].rstrip(";") if line else ""
            yield Served(kubeconfig=path, address=address, pid=process.pid)
        finally:
            process.terminate()
