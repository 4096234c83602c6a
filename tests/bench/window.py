"""What the window costs beside a bare Textual program with one text area: first paint, a key, memory."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.packs.load import builtin
from tutor.progress import Progress

ROUNDS, KEYS = 3, 60
SIZE = (48, 160)
ESCAPES = re.compile(rb"\x1b[\[\]()][0-9;?]*[a-zA-Z]|\x1b[=>]")
PORT = "  - name: port-{number}\n    port: {number}\n    targetPort: 8080\n    protocol: TCP\n"
TEXT = (
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: testapp-svc-clusterip\nspec:\n  selector:\n    app: testapp-rs\n"
    "  ports:\n" + "".join(PORT.format(number=number) for number in range(1, 124))
)
BARE = """
import sys
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea(open(sys.argv[1]).read(), language="yaml", show_line_numbers=True)

Bare().run()
"""


def measure() -> Iterator[dict[str, object]]:
    """Start both programs in a terminal, type into both, look at their memory."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "bare.py").write_text(BARE, encoding="utf-8")
        Path(home, "text.yaml").write_text(TEXT, encoding="utf-8")
        bare = [sys.executable, f"{home}/bare.py", f"{home}/text.yaml"]
        programs = (bare, [sys.executable, "-m", "tutor", "clusterip"])
        for command in programs:
            _run(command, home)  # compiles what an installed program has compiled
        runs = [[_run(command, home) for command in programs] for _ in range(ROUNDS)]
    beside = {"beside": "a bare Textual text area", "goal": 1.5}
    for at, (name, unit) in enumerate((("start to first paint", "ms CPU"), ("a key to its paint, p95", "ms"))):
        mine, other = (min(run[number][at] for run in runs) for number in (1, 0))
        yield {"name": f"window: {name}", "value": mine * 1e3, "unit": unit, "ratio": mine / other, **beside}
    mine, other = (min(run[number][2] for run in runs) for number in (1, 0))
    yield {"name": "window: memory", "value": mine, "unit": "MB", "ratio": mine / other, "beside": beside["beside"]}


def _prepare(home: Path) -> None:
    """A learner who has chosen a language and has 500 lines in the editor; what a run before typed is gone."""
    for kept in home.glob("progress.db*"):
        kept.unlink()
    lesson = next(one for one in builtin().lessons if one.id == "clusterip")
    progress = Progress.open(home)
    progress.keep_setting("locale", "en")
    progress.keep_file(lesson.uuid, "service.yaml", TEXT)
    progress.keep_lesson(progress.lesson(lesson.uuid))
    progress.close()


def _run(command: Sequence[str], home: str) -> tuple[float, float, float]:
    """CPU seconds to the first paint, seconds of the slow keys to theirs, megabytes."""
    _prepare(Path(home))
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"TUTOR_HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment["PYTHONPYCACHEPREFIX"] = f"{home}/compiled"
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment) as program:
        os.close(slave)
        _wait(master, b"apiVersion")
        painted = _spent(program.pid)
        _rest(master, 1.5)
        os.write(master, b"\x1b2" if "tutor" in command else b"")
        _rest(master, 1.0)
        spent = sorted(_key(master, number) for number in range(KEYS))
        memory = _memory(program.pid)
        program.kill()
    os.close(master)
    return painted, spent[int(len(spent) * 0.95) - 1], memory


def _key(terminal: int, number: int) -> float:
    """Type a letter and wait until it is on the screen."""
    letter = b"qj"[number % 2 : number % 2 + 1]
    _rest(terminal, 0.02)
    began = time.perf_counter()
    os.write(terminal, letter)
    _wait(terminal, letter)
    return time.perf_counter() - began


def _wait(terminal: int, wanted: bytes) -> None:
    seen, end = b"", time.monotonic() + 60
    while wanted not in ESCAPES.sub(b"", seen) and time.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65_536)


def _rest(terminal: int, seconds: float) -> None:
    """Read what comes by itself until nothing came for some seconds, or for some more if it never ends."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.01)[0]:
            os.read(terminal, 65_536)


def _spent(pid: int) -> float:
    """Seconds of CPU that a program has used, which other programs disturb little; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/stat")
    fields = status.read_text(encoding="ascii").rpartition(")")[2].split() if status.exists() else ["0"] * 20
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Resident megabytes, 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    text = status.read_text(encoding="ascii") if status.exists() else "VmRSS: 0"
    found = re.search(r"VmRSS:\s+(\d+)", text)
    return int(found[1]) / 1024 if found else 0.0
