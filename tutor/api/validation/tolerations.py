"""Rules of tolerations."""

from __future__ import annotations

from tutor.api import content
from tutor.api.errors import FieldError, FieldPath, Named, invalid, not_supported
from tutor.api.pod import Toleration
from tutor.api.validation.fields import Errors, check_text, each

_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")


def check_tolerations(path: FieldPath, tolerations: tuple[Toleration, ...]) -> Errors:
    """Mirrors ValidateTolerations."""
    return each(tolerations, path, _check_toleration)


def _check_toleration(path: FieldPath, toleration: Toleration) -> Errors:
    faults: list[FieldError] = []
    if toleration.key:
        faults += check_text(path / "key", toleration.key, content.qualified_name)
    elif toleration.operator != "Exists":
        detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
        faults.append(invalid(path / "operator", Named(toleration.operator), detail))
    if toleration.toleration_seconds is not None and toleration.effect != "NoExecute":
        detail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
        faults.append(invalid(path / "effect", Named(toleration.effect), detail))
    faults += _check_value(path / "operator", toleration)
    if toleration.effect and toleration.effect not in _EFFECTS:
        faults.append(not_supported(path / "effect", toleration.effect, _EFFECTS))
    return tuple(faults)


def _check_value(path: FieldPath, toleration: Toleration) -> Errors:
    operator, value = toleration.operator, toleration.value
    if operator in ("", "Equal"):
        complaints = content.label_value(value)
        return (invalid(path, value, ";".join(complaints)),) if complaints else ()
    if operator == "Exists":
        return (invalid(path, value, "value must be empty when `operator` is 'Exists'"),) if value else ()
    # Comparisons are known, yet their feature is off in v1.36.
    known = ("Equal", "Exists", "Lt", "Gt") if operator in ("Lt", "Gt") else ("Equal", "Exists")
    return (not_supported(path, operator, known),)
