"""Rules of the labels by which a namespace asks for pod security, which admission holds against it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.api.errors import FieldPath, invalid
from tutor.api.validation.fields import Errors

_LEVELS = ("privileged", "baseline", "restricted")
_VERSION = re.compile(r"v1\.([0-9]|[1-9][0-9]*)", re.ASCII)
_MODES = ("enforce", "audit", "warn")
_PREFIX = "pod-security.kubernetes.io/"


def check_pod_security(labels: Mapping[str, str]) -> Errors:
    """Mirrors PolicyToEvaluate."""
    path = FieldPath("metadata") / "labels"
    rows = (
        (f"{_PREFIX}{mode}{suffix}", rule) for mode in _MODES for suffix, rule in (("", _level), ("-version", _version))
    )
    return tuple(
        invalid(path.key(key), labels[key], fault)
        for key, rule in rows
        if key in labels and (fault := rule(labels[key]))
    )


def _level(text: str) -> str:
    return "" if text in _LEVELS else f"must be one of {', '.join(_LEVELS)}"


def _version(text: str) -> str:
    return "" if text == "latest" or _VERSION.fullmatch(text) else 'must be "latest" or "v1.x"'
