"""Words for people, by id and language: everything below the front ends speaks in ids and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

LOCALES = ("en", "ko")
AREAS = ("why", "shell", "grading", "window", "fields", "podfields", "repair", "fault", "assist", "editor")


@cache
def _catalogue(locale: str) -> Mapping[str, str]:
    """Join the areas of one language; an area that is not there adds nothing, an id that is there twice is a bug.

    A language is read when it is first spoken.
    """
    joined: dict[str, str] = {}
    for area in AREAS:
        try:
            module = import_module(f"tutor.words.{area}_{locale}")
        except ModuleNotFoundError:
            continue
        twice = joined.keys() & module.WORDS.keys()
        if twice:
            raise KeyError(f"ids in two areas: {sorted(twice)}")
        joined |= module.WORDS
    return MappingProxyType(joined)


def text(locale: str, id: str, params: Mapping[str, object] | None = None) -> str:  # noqa: A002
    """Fill the sentence `id` of a language ("ko_KR" means "ko"; unknown ones mean English) with its parameters."""
    language = locale.replace("-", "_").partition("_")[0]
    return _catalogue(language if language in LOCALES else "en")[id].format_map(params or {})


def known(id: str) -> bool:  # noqa: A002
    """Say whether there is a sentence `id`."""
    return id in _catalogue("en")


def ids(locale: str) -> tuple[str, ...]:
    """Every id that a language has, sorted."""
    return tuple(sorted(_catalogue(locale)))


def sentence(locale: str, id: str) -> str:  # noqa: A002
    """Return the sentence `id` with its {parameters} unfilled."""
    return _catalogue(locale)[id]
