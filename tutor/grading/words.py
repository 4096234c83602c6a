"""Puts the messages of a verdict into words: the program's own, the network's, and the lesson's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor import words
from tutor.grading.verdict import Message
from tutor.packs.model import Lesson, localized

_PARAMETER = re.compile(r"\{([A-Za-z]+)\}")


def text(message: Message, locale: str, lesson: Lesson | None = None) -> str:
    """Write a message in a language; a text that the lesson has not, or no lesson has, falls back to its id."""
    if message.id == "title":
        return title(message.params["id"], locale, lesson)
    if message.id.startswith("feedback."):
        return _feedback(message, locale, lesson)
    return " ".join(words.text(locale, message.id, _spoken(message.params, locale, lesson)).split())


def title(id: str, locale: str, lesson: Lesson | None) -> str:  # noqa: A002
    """Name a check or a guard."""
    checks = (*lesson.guards, *lesson.checks) if lesson else ()
    found = next((check.title for check in checks if check.id == id), {})
    return localized(found, locale) or id


def _feedback(message: Message, locale: str, lesson: Lesson | None) -> str:
    """Fill a lesson's own text; only {name} means something in it, so that a pack can reach nothing else."""
    id_ = message.id.removeprefix("feedback.")
    known = lesson.feedback_texts if lesson else {}
    texts = {language: rows[id_] for language, rows in known.items() if id_ in rows}
    filled = _PARAMETER.sub(lambda found: message.params.get(found[1], found[0]), localized(texts, locale) or id_)
    return " ".join(filled.split())


def _spoken(params: Mapping[str, str], locale: str, lesson: Lesson | None) -> Mapping[str, str]:
    """Replace what only the program understands: places and ids of checks."""
    spoken = dict(params)
    if "from" in spoken:
        spoken["from"] = _place(spoken["from"], locale)
    if "check" in spoken:
        spoken["check"] = title(spoken["check"], locale, lesson)
    return spoken


def _place(place: str, locale: str) -> str:
    kind, _, rest = place.partition("/")
    id_ = {"Node": "grading.place-node", "Pod": "grading.place-pod"}.get(kind, "grading.place-laptop")
    return words.text(locale, id_, {"name": rest.removeprefix("default/")})
