"""Words of field errors."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.api.errors import (
    ErrorType,
    FieldError,
    FieldPath,
    duplicate,
    forbidden,
    invalid,
    not_found,
    not_supported,
    required,
    too_long,
    too_many,
)
from tutor.api.meta import LabelSelector

PATH = FieldPath("spec") / "ports" / 0


@pytest.mark.parametrize(
    ("fault", "message", "reason"),
    [
        (required(PATH / "name"), "spec.ports[0].name: Required value", "FieldValueRequired"),
        (required(PATH, "why"), "spec.ports[0]: Required value: why", "FieldValueRequired"),
        (invalid(PATH, "a\n", "no"), 'spec.ports[0]: Invalid value: "a\\n": no', "FieldValueInvalid"),
        (invalid(PATH, 0, "no"), "spec.ports[0]: Invalid value: 0: no", "FieldValueInvalid"),
        (invalid(PATH, None, "no"), "spec.ports[0]: Invalid value: null: no", "FieldValueInvalid"),
        (invalid(PATH, ("a", "b"), "no"), 'spec.ports[0]: Invalid value: ["a","b"]: no', "FieldValueInvalid"),
        (invalid(PATH, LabelSelector(), "no"), "spec.ports[0]: Invalid value: {}: no", "FieldValueInvalid"),
        (duplicate(PATH, "x"), 'spec.ports[0]: Duplicate value: "x"', "FieldValueDuplicate"),
        (forbidden(PATH, "no"), "spec.ports[0]: Forbidden: no", "FieldValueForbidden"),
        (not_found(PATH, "x"), 'spec.ports[0]: Not found: "x"', "FieldValueNotFound"),
        (
            not_supported(PATH, "x", ("A", "B")),
            'spec.ports[0]: Unsupported value: "x": supported values: "A", "B"',
            "FieldValueNotSupported",
        ),
        (too_long(PATH, 9), "spec.ports[0]: Too long: may not be more than 9 bytes", "FieldValueTooLong"),
        (too_many(PATH, 3, 1), "spec.ports[0]: Too many: 3: must have at most 1 item", "FieldValueTooMany"),
        (FieldError(ErrorType.INTERNAL, PATH, None, "oh"), "spec.ports[0]: Internal error: oh", "InternalError"),
    ],
)
def test_an_error_has_upstream_s_words_and_reason(fault: FieldError, message: str, reason: str) -> None:
    assert (fault.message, fault.reason) == (message, reason)


@pytest.mark.parametrize(
    ("path", "text", "parts"),
    [
        (FieldPath("spec"), "spec", ("spec",)),
        (PATH / "port", "spec.ports[0].port", ("spec", "ports", 0, "port")),
        ((FieldPath("spec") / "selector").key("a/b"), "spec.selector[a/b]", ("spec", "selector", "a/b")),
        (FieldPath(), "", ()),
    ],
)
def test_a_path_is_written_as_the_wire_does_and_keeps_its_parts(path: FieldPath, text: str, parts: Any) -> None:
    assert (str(path), path.parts) == (text, parts)


def test_equal_paths_are_equal() -> None:
    assert FieldPath("a") / "b" == FieldPath("a") / "b"
    assert len({FieldPath("a") / 0, FieldPath("a") / 0}) == 1
