"""Why traffic goes the way it goes, in English."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType[str, str]({})
