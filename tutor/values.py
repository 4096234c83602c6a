"""Frozen values: dataclasses that are cheap to define, to make and to copy, for the API has hundreds of types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, ParamSpec, Protocol, TypeVar, dataclass_transform, overload

T = TypeVar("T")
P = ParamSpec("P")
_become: Any = vars(object)["__class__"].__set__  # past the refusal of a frozen class


@overload
def frozen(cls: type[T], /) -> type[T]: ...


@overload
def frozen(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, /, *, kw_only: bool = True) -> Any:
    """Mean what `dataclass(frozen=True, slots=True, kw_only=True)` means.

    That one compiles six methods for each class as it is defined, 1.5 ms; here equality, hash and representation are
    shared, and the constructor is compiled when the first value is made.
    """
    return _frozen(cls, kw_only) if cls is not None else lambda given: _frozen(given, kw_only)


def _frozen(cls: Any, kw_only: bool) -> Any:
    dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)  # no method, the fields alone
    names = tuple(one.name for one in fields(cls))
    body = {name: item for name, item in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    slotted: Any = type(cls.__name__, cls.__bases__, body | _methods(names) | {"__slots__": names})
    slotted.__qualname__ = cls.__qualname__
    slotted.__dataclass_params__.frozen = True
    return slotted


def replace(obj: T, /, **changes: Any) -> T:
    """What `dataclasses.replace` gives for frozen, slotted dataclasses, at a tenth of its price."""
    cls: Any = type(obj)
    new = _copier(cls)(obj)
    for name, item in changes.items():
        setattr(new, name, item)
    new.__class__ = cls
    return new  # type: ignore[no-any-return]  # it is what `obj` is


class Make(Protocol):
    """Gives the constructor of a class of frozen values as a plain function."""

    def __call__(self, cls: Callable[P, T], /) -> Callable[P, T]:
        """Of that class."""


def _methods(names: tuple[str, ...]) -> dict[str, Any]:
    """The methods that classes with these fields share in form."""
    read = reader(names)

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or read(self) == read(other)

    return {
        "__init__": _first,
        "__eq__": equal,
        "__hash__": lambda self: hash(read(self)),
        "__repr__": lambda self: _written(self, names),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": _state,
        "__setstate__": _restore,
    }


def reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the attributes of these names, in their order, all at once."""
    if len(names) == 1:
        read = attrgetter(names[0])
        return lambda obj: (read(obj),)
    return attrgetter(*names) if names else lambda _: ()


def _written(obj: Any, names: tuple[str, ...]) -> str:
    return f"{type(obj).__qualname__}({', '.join(f'{name}={getattr(obj, name)!r}' for name in names)})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r} of {type(self).__name__}")


def _state(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, one.name) for one in fields(self))


def _restore(self: Any, state: tuple[Any, ...]) -> None:
    for one, item in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, item)


def _first(self: Any, /, *listed: Any, **given: Any) -> None:
    """Compile the constructor that all later values of the class are made by, then make this one."""
    type(self).__init__ = _constructor(type(self))
    type(self).__init__(self, *listed, **given)


@cache
def _draft(cls: Any) -> Any:
    """A class of the same layout that may be written: an object is one until it is complete.

    Plain stores are ten times as fast as `object.__setattr__`, which frozen dataclasses are filled by.
    """
    return type(f"{cls.__name__}Draft", cls.__bases__, {"__slots__": tuple(one.name for one in fields(cls))})


def _constructor(cls: Any) -> Any:
    known: dict[str, Any] = {"_become": _become}
    taken, lines = _filling(cls, "self", known)
    return _compiled("__init__", ["self", "/", *taken], ["_become(self, _draft)", *lines], known)


def _maker(cls: Any) -> Any:
    known: dict[str, Any] = {}
    taken, lines = _filling(cls, "_new", known)
    return _compiled("made", taken, ["_new = _draft()", *lines, "return _new"], known)


# For what is made by the hundred: a call of a class with keywords takes three times as long as one of a function.
make: Make = cache(_maker)


def _filling(cls: Any, draft: str, known: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The parameters of a constructor, and the lines that fill a draft with them and complete it."""
    known |= {"_cls": cls, "_draft": _draft(cls), "_MISSING": MISSING}
    taken, lines = ["*"][: any(one.kw_only for one in fields(cls))], []
    for one in fields(cls):
        taken.append(one.name + _default(one, known))
        made = f"_make_{one.name}() if {one.name} is _MISSING else {one.name}"
        lines.append(f"{draft}.{one.name} = {one.name if one.default_factory is MISSING else made}")
    return taken, [*lines, f"{draft}.__class__ = _cls"]


def _default(one: Field[Any], known: dict[str, Any]) -> str:
    if one.default_factory is not MISSING:
        known[f"_make_{one.name}"] = one.default_factory
        return "=_MISSING"
    if one.default is MISSING:
        return ""
    known[f"_default_{one.name}"] = one.default
    return f"=_default_{one.name}"


@cache
def _copier(cls: Any) -> Any:
    """How a draft is made that holds what an object of the class holds."""
    lines = ["new = _draft()", *(f"new.{one.name} = obj.{one.name}" for one in fields(cls)), "return new"]
    return _compiled("copied", ["obj"], lines, {"_draft": _draft(cls)})


def _compiled(name: str, taken: list[str], lines: list[str], known: dict[str, Any]) -> Any:
    """A function written from the field names of our own classes, as dataclasses writes its own."""
    source = f"def {name}({', '.join(taken)}):\n" + "\n".join(f" {line}" for line in lines)
    exec(source, known)  # noqa: S102 - no word of it comes from outside this package's class bodies
    return known[name]
