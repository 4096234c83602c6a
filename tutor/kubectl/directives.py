"""What `--validate` asks of kubectl and of the server."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.api.quoting import quote
from tutor.cluster.requests import FieldValidation
from tutor.kubectl.errors import CommandError
from tutor.kubectl.flags import Parsed

_STRICT, _IGNORE = (
    ("strict", "1", "t", "T", "true", "TRUE", "True"),
    ("ignore", "0", "f", "F", "false", "FALSE", "False"),
)
_ROWS: tuple[tuple[FieldValidation, tuple[str, ...]], ...] = (
    ("Strict", _STRICT),
    ("Warn", ("warn",)),
    ("Ignore", _IGNORE),
)
_WORDS: Mapping[str, FieldValidation] = MappingProxyType({word: row[0] for row in _ROWS for word in row[1]})


def field_validation(parsed: Parsed) -> FieldValidation:
    """What becomes of unknown fields; commands without the flag leave it to the server, which warns.

    Raises CommandError for other words. Mirrors GetValidationDirective.
    """
    if "validate" not in parsed.values:
        return "Warn"
    word = str(parsed.values["validate"])
    if word not in _WORDS:
        options = "must be one of: strict (or true), warn, ignore (or false)"
        raise CommandError(f"invalid - validate option {quote(word)}; {options}")
    return _WORDS[word]
