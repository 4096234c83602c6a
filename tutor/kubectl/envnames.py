"""Names of environment variables, as kubectl itself accepts them."""

from __future__ import annotations

import re

from tutor.api.content import regex_words

_NAME = "[-._a-zA-Z][-._a-zA-Z0-9]*"


def environment_name_faults(text: str) -> tuple[str, ...]:
    """Why a name is none. Mirrors IsEnvVarName."""
    if text == ".":
        return ("must not be '.'",)
    if text == "..":
        return ("must not be '..'",)
    faults = () if re.fullmatch(_NAME, text) else (_WORDS,)
    return (*faults, "must not start with '..'") if text.startswith("..") else faults


_WORDS = regex_words(
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not "
    "start with a digit",
    _NAME,
    "my.env-name",
    "MY_ENV.NAME",
    "MyEnvName1",
)
