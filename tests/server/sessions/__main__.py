"""`python -m tests.server.sessions [LESSON...]` records the sessions anew, with `--check` it compares them."""

from __future__ import annotations

import sys

from tests.server.sessions.solving import RECORDED, lessons, transcript


def main(words: list[str]) -> int:
    """Write or compare; 1 when a session differs."""
    differing = 0
    for lesson in lessons(tuple(word for word in words if not word.startswith("-"))):
        path, now = RECORDED / f"{lesson.id}.txt", transcript(lesson)
        if "--check" not in words:
            path.write_text(now, encoding="utf-8")
        same = path.read_text(encoding="utf-8") == now
        differing += not same
        print(f"{lesson.id}: {now.splitlines()[-1]}{'' if same else ', differs'}", flush=True)
    return int(bool(differing))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
