"""Changes to a text of YAML that people and editors make, and some that nobody would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Mutation = tuple[str, int, str]

WORDS = (
    *("", "null", "~", "y", "true", "0", "-1", "80", '"80"', "80.5", "1e3", "0x50", "0777", "99999999999999999999"),
    *("[]", "{}", "[a]", "{a: b}", ".inf", "2026-01-01", "Nodeport", "None", "ClusterIP", "ExternalName", "UDP"),
    *(
        "a" * 64,
        "가",
        "\u00a0",
        "\u201ctext\u201d",
        "10.233.0.1",
        "::1",
        "*a",
        "&a x",
        "!!str 1",
        "|",
        ">-",
        "\t",
        "- x",
    ),
    *("<<: {a: b}", "{{ .Values.x }}", "\x00", "\x1b[31m", "\ud83d", "%YAML 1.2", "---", "..."),
)


def _line(text: str, at: int) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, at % len(lines)


def _drop(text: str, at: int, _: str) -> str:
    lines, index = _line(text, at)
    return "\n".join(lines[:index] + lines[index + 1 :])


def _double(text: str, at: int, _: str) -> str:
    lines, index = _line(text, at)
    return "\n".join([*lines[: index + 1], *lines[index:]])


def _value(text: str, at: int, word: str) -> str:
    lines, index = _line(text, at)
    key, colon, _ = lines[index].partition(":")
    lines[index] = f"{key}{colon} {word}"
    return "\n".join(lines)


def _key(text: str, at: int, word: str) -> str:
    lines, index = _line(text, at)
    stripped = lines[index].lstrip(" -")
    lines[index] = lines[index][: len(lines[index]) - len(stripped)] + word + ": " + stripped.partition(":")[2]
    return "\n".join(lines)


def _indent(text: str, at: int, _: str) -> str:
    lines, index = _line(text, at)
    lines[index] = " " + lines[index]
    return "\n".join(lines)


def _insert(text: str, at: int, word: str) -> str:
    index = at % (len(text) + 1)
    return text[:index] + word + text[index:]


def _graft(text: str, at: int, _: str) -> str:
    lines, index = _line(text, at)
    lines[index] = lines[at // 7 % len(lines)]
    return "\n".join(lines)


def _cut(text: str, at: int, _: str) -> str:
    return text[: at % (len(text) + 1)]


CHANGES: dict[str, Callable[[str, int, str], str]] = {
    "drop": _drop,
    "double": _double,
    "value": _value,
    "key": _key,
    "indent": _indent,
    "insert": _insert,
    "graft": _graft,
    "cut": _cut,
}


# Values slip more often than anything else, and a text that cannot be read tells little about the rules.
OFTEN = (
    "value",
    "value",
    "value",
    "value",
    "value",
    "drop",
    "drop",
    "double",
    "graft",
    "key",
    "indent",
    "insert",
    "cut",
)


def mutated(seed: str, mutations: list[Mutation]) -> str:
    """The seed after each change in turn."""
    for name, at, word in mutations:
        seed = CHANGES[name](seed, at, word)
    return seed


def drawn(random: Random, seeds: Sequence[str]) -> str:
    """One of the seeds with up to four changes: a million texts need a plain draw."""
    changes = [
        (random.choice(OFTEN), random.randrange(2_000), random.choice(WORDS)) for _ in range(random.randrange(5))
    ]
    return mutated(random.choice(seeds), changes)
