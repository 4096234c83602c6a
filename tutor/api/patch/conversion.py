"""What the server says when a patch leaves no object of its kind; strategic patches meet a converter of their own."""

from __future__ import annotations

from typing import Any

from tutor.api.codec import Decoded, refusal
from tutor.api.codec.scalars import CHECKS, TypeMismatch, Unreadable
from tutor.api.codec.shapes import Shape, plan
from tutor.api.errors import FieldError, FieldPath, invalid
from tutor.api.kinds import Kind
from tutor.api.patch.goprint import go_print
from tutor.api.quoting import compact
from tutor.api.status import Cause, Details, Status, StatusError
from tutor.api.wire import Json
from tutor.manifest.numbers import MAX_INT64, MIN_INT64

_HALF = 1 << 31
_NUMBERS = frozenset(("int32", "int64", "float64", "int"))
_WITH_READER = frozenset(("intstr", "quantity", "time", "microtime"))


def patch_refusal(kind: Kind, patch: Json, patched: Json, decoded: Decoded) -> StatusError | None:
    """Why the patched JSON is no object, or None when it is one; `patch` is what merging left of it.

    Mirrors applyPatchToObject.
    """
    if not decoded.faults:
        return None
    words = _convert(Shape(kind="struct", go=kind.kind, struct=kind.type), patched) or refusal(decoded.faults)
    return _refuse(go_print(patch), words)


def narrowed(kind: Kind, patched: Json) -> Json:
    """The patched JSON with numbers cut to what int32 holds: unlike a decoder, the converter lets them overflow."""
    return _narrow(Shape(kind="struct", go=kind.kind, struct=kind.type), patched)


def _narrow(shape: Shape, value: Any) -> Any:
    if shape.struct is not None and isinstance(value, dict):
        rows = plan(shape.struct)
        return {name: _narrow(rows[name].shape, item) if name in rows else item for name, item in value.items()}
    if shape.item is not None and isinstance(value, list):
        return [_narrow(shape.item, item) for item in value]
    if shape.item is not None and isinstance(value, dict):
        return {name: _narrow(shape.item, item) for name, item in value.items()}
    return _cut(value) if shape.go == "int32" else value


def _cut(value: Any) -> Any:
    """An int64 loses its upper half; a float that is larger still leaves nothing of itself."""
    if _go_kind(value) == "int64":
        return (value + _HALF) % (2 * _HALF) - _HALF
    return 0 if _go_kind(value) == "float64" and abs(value) > MAX_INT64 else value


def document_refusal(patched: Json, decoded: Decoded) -> StatusError | None:
    """Why what a merge patch or JSON patch leaves is no object, or None when it is one."""
    return _refuse(compact(patched), refusal(decoded.faults)) if decoded.faults else None


def _refuse(shown: str, words: str) -> StatusError:
    fault: FieldError = invalid(FieldPath("patch"), shown, words)
    cause = Cause(reason=fault.reason, message=fault.body, field=fault.field)
    message = f' "" is invalid: {fault.message}'
    return StatusError(Status(message=message, reason="Invalid", code=422, details=Details(causes=(cause,))))


def _convert(shape: Shape, value: Any) -> str:
    """The converter's first complaint, fields in the order of the struct, or "". Mirrors fromUnstructured."""
    if value is None:
        return ""
    if shape.struct is not None:
        return _convert_struct(shape.struct, value)
    if shape.item is not None:
        return _convert_items(shape, shape.item, value)
    return _convert_scalar(shape.go, value)


def _convert_struct(struct: type, value: Any) -> str:
    if not isinstance(value, dict):
        return f"cannot restore struct from: {_go_kind(value)}"
    rows = (row for row in plan(struct).values() if row.name in value)
    return next((words for row in rows if (words := _convert(row.shape, value[row.name]))), "")


def _convert_items(shape: Shape, item: Shape, value: Any) -> str:
    items: list[Any] = []
    if shape.kind == "list":
        if not isinstance(value, list):
            return f"cannot restore slice from {_go_kind(value)}"
        items = value
    elif not isinstance(value, dict):
        return f"cannot restore map from {_go_kind(value)}"
    else:
        items = [value[name] for name in sorted(value)]
    return next((words for one in items if (words := _convert(item, one))), "")


def _convert_scalar(go: str, value: Any) -> str:
    if go in _WITH_READER:
        return _read(go, value)
    kind = _go_kind(value)
    if go == "bytes" and kind == "string":
        fault = _read(go, value)
        return f"error decoding from json: {fault}" if fault else ""
    wanted = go if go in _NUMBERS or go in ("bool", "opaque") else "string"
    if wanted in ("opaque", kind) or (wanted in _NUMBERS and kind == "int64"):
        return ""
    if wanted in _NUMBERS and kind == "float64":
        return "" if value == int(value) else f"cannot convert float64 to {go}"
    # Go could turn a number into a character, so its converter words this case otherwise.
    return f"cannot convert int64 to {go}" if (wanted, kind) == ("string", "int64") else f"unrecognized type: {wanted}"


def _read(go: str, value: Any) -> str:
    answer = CHECKS[go](value)
    if isinstance(answer, TypeMismatch):
        return f"json: cannot unmarshal {answer.value} into Go value of type {answer.go}"
    return answer.message if isinstance(answer, Unreadable) else ""


def _go_kind(value: Any) -> str:
    """Go's kind of a JSON value once it is read into an interface."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int) and MIN_INT64 <= value <= MAX_INT64:
        return "int64"
    if isinstance(value, int | float):
        return "float64"
    if isinstance(value, str):
        return "string"
    return "slice" if isinstance(value, list) else "map"
