"""The language of the terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping


def locale_of(environment: Mapping[str, str] | None = None) -> str:
    """The language of this terminal, as far as we speak it."""
    values = os.environ if environment is None else environment
    spoken = values.get("LC_ALL") or values.get("LC_MESSAGES") or values.get("LANG") or ""
    return "ko" if spoken.startswith("ko") else "en"
