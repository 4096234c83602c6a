"""Lists what nothing uses, and excuses that excuse nothing any more: `python -m tests.unused`."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[1]
TREES = ("tutor", "tests", "assets")
# Where, which names, and who uses them without our saying so.
EXCUSES = (
    ("tutor/api/*", "[a-z]*", "the codec: fields of the API"),
    ("tutor/tui/*", "compose", "Textual"),
    ("tutor/tui/*", "action_*", "Textual, for a key"),
    ("tutor/tui/*", "on_*", "Textual, for a message"),
    ("tutor/tui/*", "_on_*", "Textual, for a message"),
    ("tutor/tui/*", "watch_*", "Textual, for a reactive value"),
    ("tutor/tui/*", "get_*", "Textual, whose answer it takes the place of"),
    ("tutor/tui/*", "[A-Z]*", "Textual, of a class"),
    ("tutor/tui/*", "can_focus", "Textual, of a widget"),
    ("tutor/tui/*", "cursor_position", "Textual, of a line of input"),
    ("tutor/tui/*", "absolute_offset", "Textual, of a widget"),
    ("tutor/tui/*", "indent_width", "Textual, of a text area"),
    ("tutor/tui/widgets/desk.py", "arrange", "Textual, of a layout"),
    ("*", "cursor_blink", "Textual, of a line of input: pictures hold still"),
    ("tutor/session/__init__.py", "__getattr__", "Python, for a name of the module"),
    ("tutor/*", "preserve_quotes", "ruamel"),
    ("tutor/manifest/repair/roundtrip.py", "*[Rr]esolver", "ruamel"),
    ("tutor/cluster/images/commands.py", "whitespace_split", "shlex"),
    ("tutor/cli/interactive.py", "get_completions", "prompt_toolkit"),
    ("tutor/cli/interactive.py", "complete_event", "prompt_toolkit"),
    ("tutor/cli/screen.py", "input_mode", "ctypes, of a console of Windows"),
    ("tutor/grading/farm.py", "setup", "Dask"),
    ("tutor/live/connect.py", "retries", "urllib3"),
    ("tutor/server/run.py", "capture_signals", "uvicorn"),
    ("tests/server/*", "should_exit", "uvicorn"),
    ("tutor/web/server.py", "initialize_logging", "textual-serve"),
    ("tutor/web/server.py", "on_*", "aiohttp"),
    ("tutor/web/server.py", "_telling", "asyncio, which forgets a task that nobody holds"),
    ("tests/web/browser.py", "binary_location", "Selenium"),
    ("tests/live/odd.py", "do_[A-Z]*", "http.server"),
    ("tests/live/odd.py", "log_message", "http.server"),
    ("tests/*", "handle_*", "html.parser"),
    ("tests/kubectl/*", "linkname", "tarfile"),
    ("tests/*", "pytestmark", "pytest"),
    ("tests/conftest.py", "pytest_*", "pytest"),
    ("tests/test_values.py", "*", "frozen: names that its constructor might use"),
    ("assets/site.py", "on_*", "mkdocs"),
)


def main() -> int:
    """Print what is left over, one a line; returns 1 where there is something."""
    seen = Vulture(ignore_decorators=["@on"])
    seen.scavenge([str(ROOT / tree) for tree in TREES])
    found = [(item.filename.relative_to(ROOT).as_posix(), item) for item in seen.get_unused_code()]
    spare = {excuse for excuse in EXCUSES if not any(_fits(excuse, place, item.name) for place, item in found)}
    left = [f"tests/unused.py: {name} in {where} needs no excuse for {who}" for where, name, who in sorted(spare)]
    for place, item in found:
        if not any(_fits(excuse, place, item.name) for excuse in EXCUSES):
            left.append(f"{place}:{item.first_lineno}: nothing uses the {item.typ} {item.name}")
    print("".join(f"{line}\n" for line in left), end="")
    return int(bool(left))


def _fits(excuse: tuple[str, str, str], place: str, name: str) -> bool:
    return fnmatch(place, excuse[0]) and fnmatch(name, excuse[1])


if __name__ == "__main__":
    sys.exit(main())
