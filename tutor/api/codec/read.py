"""JSON to API types, with every fault in the order Go's decoder meets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from tutor.api.codec.faults import Decoded, Fault, dotted
from tutor.api.codec.scalars import ZEROS, TypeMismatch, check_of, json_word
from tutor.api.codec.shapes import Shape, go_names, plan, struct_name
from tutor.api.codec.write import encode_part
from tutor.api.forms import Form
from tutor.api.kinds import Kind
from tutor.api.quantity import canonical
from tutor.api.quoting import quote
from tutor.api.timestamps import stored_micro_time, stored_time
from tutor.api.wire import Json, Path, WrittenEmpty
from tutor.values import make, replace

# A misfit is kept with its path alone; Go's name of the place is worked out only when there is one.
Misfits = list[tuple[Path, Any]]
Reader = Callable[[Any, Path, Misfits], Any]


class UnknownField:
    """A field that the type does not have."""


_UNKNOWN = UnknownField()
_TYPE_META = ("apiVersion", "kind")
_SPELLINGS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {"quantity": canonical, "time": stored_time, "microtime": stored_micro_time}
)


def decode(kind: Kind, value: Json, duplicates: tuple[Path, ...] = ()) -> Decoded:
    """Read a whole object of a kind; `duplicates` are paths of keys that stood twice in the text."""
    if not isinstance(value, dict):
        message = f"json: cannot unmarshal {json_word(value)} into Go value of type v1.{kind.kind}"
        return Decoded(object=None, faults=(Fault(path=(), message=message),))
    body = {name: item for name, item in value.items() if name not in _TYPE_META}
    misfits: Misfits = [
        ((name,), TypeMismatch(json_word(value[name]), "string"))
        for name in _TYPE_META
        if value.get(name) is not None and not isinstance(value[name], str)
    ]
    obj = _reader(kind.type)(body, (), misfits)
    faults = tuple(_fault(kind.type, path, what) for path, what in misfits)
    twice = tuple(
        Fault(path=path, message=f"duplicate field {quote(dotted(path))}", strict=True) for path in duplicates
    )
    return Decoded(object=obj, faults=faults + twice)


def decode_part(type_: type, value: Json) -> Decoded:
    """Read one nested struct, such as ObjectMeta, with paths relative to it."""
    misfits: Misfits = []
    obj = _reader(type_)(value, (), misfits)
    return Decoded(object=obj, faults=tuple(_fault(type_, path, what) for path, what in misfits))


@cache
def _reader(type_: type) -> Reader:
    """A reader of one struct, its fields looked up once."""
    rows = {name: (row.attribute, _reader_of(row.shape)) for name, row in plan(type_).items()}
    new: Callable[..., Any] = _former(type_) if issubclass(type_, Form) else make(type_)
    zero = new()
    go = f"v1.{struct_name(type_)}"

    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        if type(value) is not dict:
            if value is not None:
                misfits.append((path, TypeMismatch(json_word(value), go)))
            return zero
        found: dict[str, Any] = {}
        for name, item in value.items():
            row = rows.get(name)
            if row is None:
                misfits.append(((*path, name), _UNKNOWN))
            elif item is not None:
                found[row[0]] = row[1](item, (*path, name), misfits)
        return new(**found)

    return read


def _former(type_: type[Form]) -> Callable[..., Any]:
    """What makes a form of what was found: fields of its base that Go leaves out when empty are left out here too."""
    inherited = tuple(row for row in (plan(type_.base).values() if type_.base else ()) if not row.kept)

    def new(**found: Any) -> Any:
        for row in inherited:
            item = found.get(row.name)
            if item is None if row.pointer else not item:
                found.pop(row.name, None)
        return type_(**found)

    return new


def _reader_of(shape: Shape) -> Reader:
    if shape.raw:
        return _raw_reader(_reader_of(replace(shape, raw=False)), empty=shape.struct is not None)
    if shape.struct is not None:
        return _struct_reader(shape.struct)
    if shape.kind == "list" and shape.item is not None:
        return _list_reader(shape.go, _reader_of(shape.item))
    if shape.kind == "map" and shape.item is not None:
        return _map_reader(shape.go, _reader_of(shape.item))
    return _scalar_reader(shape.go)


def _raw_reader(inner: Reader, *, empty: bool) -> Reader:
    """Checks a subtree as its type wants, and keeps it as the JSON that the server would store, if `empty` or not."""

    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        found = encode_part(inner(value, path, misfits))
        return found if found or empty else None

    return read


def _struct_reader(type_: type) -> Reader:
    """The reader of another struct, found when first used so that types may refer to each other."""

    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        return _reader(type_)(value, path, misfits)

    return read


def _scalar_reader(go: str) -> Reader:
    check, zero = check_of(go), ZEROS.get(go, "")
    written = _SPELLINGS.get(go)

    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        if value is None:
            return zero
        answer = check(value)
        if answer is None:
            return written(value) if written else value
        misfits.append((path, answer))
        return zero

    return read


def _list_reader(go: str, item: Reader) -> Reader:
    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        if type(value) is list:
            return tuple([item(one, (*path, at), misfits) for at, one in enumerate(value)])
        if value is not None:
            misfits.append((path, TypeMismatch(json_word(value), go)))
        return ()

    return read


def _map_reader(go: str, item: Reader) -> Reader:
    def read(value: Any, path: Path, misfits: Misfits) -> Any:
        if type(value) is dict:
            return {name: item(one, (*path, name), misfits) for name, one in value.items()} or WrittenEmpty()
        if value is not None:
            misfits.append((path, TypeMismatch(json_word(value), go)))
        return {}

    return read


def _fault(root: type, path: Path, what: Any) -> Fault:
    """Put a misfit into the words of Go's decoder."""
    if isinstance(what, UnknownField):
        return Fault(path=path, message=f"unknown field {quote(dotted(path))}", strict=True)
    if isinstance(what, TypeMismatch):
        place = f"Go struct field {_go_place(root, path)}" if path else "Go value"
        message = f"json: cannot unmarshal {what.value} into {place} of type {what.go}"
        return Fault(path=path, message=message, fatal=what.fatal)
    return Fault(path=path, message=what.message, fatal=True)


def _go_place(root: type, path: Path) -> str:
    """The innermost struct and all names on the way, embedded structs' too; indices and map keys have none."""
    names: list[str] = []
    struct, shape = root, Shape(kind="struct", go="", struct=root)
    for part in path:
        if shape.struct is not None:
            struct = shape.struct
            names += go_names(struct, str(part))
            rows: Mapping[str, Any] = plan(struct)
            shape = rows[str(part)].shape if part in rows else shape
        elif shape.item is not None:
            shape = shape.item
    return f"{struct_name(struct)}.{'.'.join(names)}"
