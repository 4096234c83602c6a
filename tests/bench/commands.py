"""What whole commands cost beside the barest program that could do something like it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.timing import wall

WATCH = """\
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
print(os.wait4(child, 0)[2].ru_maxrss, file=sys.stderr)
"""
LESSON = Path(__file__).parents[2] / "lessons" / "services" / "lessons" / "clusterip"


def measure() -> Iterator[dict[str, object]]:
    """Start-up, one graded file, one shell answer; Python's compiled modules are kept in a folder of this run."""
    tutor = [sys.executable, "-m", "tutor"]
    beside = {"unit": "ms", "beside": 'python -c "import yaml"'}
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept["PYTHONPYCACHEPREFIX"] = str(Path(home, "compiled"))
        bare = wall(lambda: _run([sys.executable, "-c", "import yaml"], kept))
        rows = {
            "tutor --version": [*tutor, "--version"],
            "tutor shell, one answer": [*tutor, "shell", "--json", str(_script(home))],
            "tutor grade, one file": [*tutor, "grade", str(LESSON / "solution.yaml"), "-l", "clusterip"],
        }
        yield {"name": 'python -c "import yaml"', "value": bare * 1e3, "unit": "ms"}
        for name, command in rows.items():
            spent = wall(lambda: _run(command, kept))  # noqa: B023 - used at once
            yield {"name": name, "value": spent * 1e3, "ratio": spent / bare, **beside}
        least = _megabytes([sys.executable, "-c", "import yaml"], kept)
        for name, command in rows.items():
            held = _megabytes(command, kept)
            yield {"name": f"memory of {name}", "value": held, "ratio": held / least, **beside, "unit": "MB"}


def _script(home: str) -> Path:
    path = Path(home, "script")
    path.write_text("kubectl get svc\n", encoding="utf-8")
    return path


def _megabytes(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The most memory that a command held, told by a small program that starts it: a child counts its parent's too."""
    words = [sys.executable, "-S", "-c", WATCH, *command]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=environment)
    return int(done.stderr.split()[-1]) / 1024


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=environment)
