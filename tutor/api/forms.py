"""Structs of Go that nobody here works with: each is one line of field names instead of a class of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

_ZEROS: Mapping[str, Any] = {"bool": False, "int32": 0, "int64": 0}


class FormRow(NamedTuple):
    """One field of a form: a scalar (`go`) or struct, alone, in a list or a map; `kept` is written even if empty."""

    name: str
    go: str
    struct: type | None
    many: str
    pointer: bool
    kept: bool

    @property
    def zero(self) -> Any:
        """What Go has where the field was left out."""
        if self.pointer:
            return None
        if self.many:
            return () if self.many == "list" else {}
        return self.struct() if self.struct is not None else _ZEROS.get(self.go, "")


class Form(dict[str, Any]):
    """The JSON of one struct, less what Go leaves out."""

    fields: ClassVar[str] = ""
    structs: ClassVar[Mapping[str, type]] = {}
    base: ClassVar[type | None] = None

    def __init__(self, **found: Any) -> None:
        own = self.rows()
        super().__init__({name: found[name] for name in found if all(name != row.name for row in own)})
        for row in own:
            value = found.get(row.name, row.zero)
            inline = row.struct is not None and not row.pointer and not row.many
            if row.kept or inline or (value is not None if row.pointer else value):
                self[row.name] = None if value == () else value

    @classmethod
    def rows(cls) -> tuple[FormRow, ...]:
        """Every field in the order of the form's line."""
        return tuple(_row(word, cls.structs) for word in cls.fields.split())


def form(name: str, fields: str, *, base: type | None = None, **structs: type) -> type[Form]:
    """A form from its line: `name`, `name:type`, `name:*type` (pointer), `name:[]type`, `name:map`, `!` for kept.

    The fields of a `base` come before its own, as those of an embedded struct do.
    """
    return type(name, (Form,), {"fields": fields, "structs": structs, "base": base})


def _row(word: str, structs: Mapping[str, type]) -> FormRow:
    name, _, go = word.rstrip("!").partition(":")
    many = "list" if go.startswith("[]") else "map" if go == "map" else ""
    struct = structs.get(name)
    return FormRow(
        name=name,
        go="string" if go == "map" else go.removeprefix("[]").removeprefix("*") or "string",
        struct=struct,
        many=many,
        pointer=go.startswith("*"),
        kept=word.endswith("!"),
    )
