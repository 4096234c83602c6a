"""A crowd of answers from a seed: right ones in many spellings, listed mistakes, changed ones, and 1 % hostile.

`python -m tests.crowd FOLDER NUMBER [SEED]` writes NUMBER answers to the lessons of the built-in pack.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded, and not of a cluster
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tutor.packs.load import builtin
from tutor.packs.model import Lesson
from tutor.packs.personal import draw
from tutor.packs.shape import Anything
from tutor.packs.yaml_file import read_yaml

BOMB = b"a: &x [1,1,1,1,1,1,1,1,1]\n" + b"".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n".encode() for old, new in ("xy", "yz", "zw", "wv")
)
HOSTILE: tuple[bytes, ...] = (
    b"[" * 50_000,
    b"a: &a [*a]\n",
    b"\x7fELF\x02\x01",
    b"\xff\xfek\x00i\x00n\x00d\x00",
    BOMB,
    b"!!python/object/apply:os.system [id]\n",
    b"#" * 300_000,
    b"kind: Service\n" * 5_000,
    b"\x1b[2J\x1b]0;owned\x07: 1\n",
    b'{"kind": "Service", "apiVersion": "v1", "metadata": {"name": "</script>"}}',
)
Change = Callable[[random.Random, str], str]
Own = Callable[[str], str]


def _comment(chance: random.Random, text: str) -> str:
    return f"# {chance.randrange(10**6)}\n{text}"


def _port(chance: random.Random, text: str) -> str:
    return text.replace("80", str(chance.randrange(1, 65535)), 1)


def _letter(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("abcdefxyz-: \n") + text[at + 1 :]


def _line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


CHANGES: tuple[Change, ...] = (_comment, _comment, _port, _letter, _line)


def answers(number: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Name and content of each answer; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a crowd, no secret
    lessons = builtin().lessons
    choices = {lesson.id: _choices(lesson) for lesson in lessons}
    for at in range(number):
        lesson = chance.choice(lessons)
        own = _own_words(choices[lesson.id], lesson.uuid, f"student-{at:06}")
        yield f"student-{at:06}/{lesson.id}.yaml", _answer(chance, lesson, own)


def _choices(lesson: Lesson) -> Mapping[str, Any]:
    """What differs from learner to learner in a lesson."""
    if lesson.raw is None:
        return {}
    name = f"lessons/{lesson.id}/lesson.yaml"
    row: Any = read_yaml(name, lesson.raw.files[name], Anything()).value
    choices: Mapping[str, Any] = row["personal"]
    return choices


def _own_words(choices: Mapping[str, Any], uuid: str, learner: str) -> Own:
    """Put a learner's own values where a known answer has those of nobody in particular."""
    anybody, own = draw(choices, uuid, ""), draw(choices, uuid, learner)
    new = {value: own[name] for name, value in anybody.items()}
    words = re.compile(rf"\b({'|'.join(map(re.escape, new))})\b")
    return (lambda text: words.sub(lambda found: new[found[0]], text)) if new else str


def _answer(chance: random.Random, lesson: Lesson, own: Own) -> bytes:
    """One in a hundred is hostile, half of the others are known answers, the rest are changed ones."""
    draw = chance.random()
    if draw < 0.01:
        return chance.choice(HOSTILE)
    known = [*lesson.solution.values(), *lesson.starter.values()]
    known += [lesson.files[name] for name in (*lesson.proof.also_passes, *lesson.proof.mistakes)]
    text = own(chance.choice([*known, *[known[0]] * len(known)]))
    return (text if draw < 0.5 or not text else chance.choice(CHANGES)(chance, text)).encode()


def write(folder: Path, number: int, seed: int = 1) -> None:
    """Write a crowd into a folder."""
    for name, content in answers(number, seed):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
