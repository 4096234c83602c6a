"""The languages of the window."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("ko", "en")
LANGUAGE_NAMES = ("한국어", "English")


def spoken(environment: Mapping[str, str]) -> str:
    """The language that the system speaks, as far as we do; else English."""
    value = environment.get("LC_ALL") or environment.get("LANG") or ""
    return next((locale for locale in LANGUAGES if value.startswith(locale)), "en")


def other(locale: str) -> str:
    """The next language."""
    return LANGUAGES[(LANGUAGES.index(locale) + 1) % len(LANGUAGES)]
