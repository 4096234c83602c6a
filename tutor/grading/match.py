"""Does an object have what a lesson asks for? Maps match in part; lists need a word that says how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from tutor.manifest import Json, Path

_MISSING = object()


def mismatch(pattern: Json, value: object, path: Path = ()) -> Path | None:
    """Find the first path where a value is not as the pattern says; None when it fits."""
    if isinstance(pattern, dict) and isinstance(value, list):
        return _in_list(pattern, value, path)
    if isinstance(pattern, dict):
        if not isinstance(value, dict):
            return path
        for key, wanted in pattern.items():
            wrong = mismatch(wanted, value.get(key, _MISSING), (*path, key))
            if wrong is not None:
                return wrong
        return None
    return None if _same(pattern, value) else path


def _same(pattern: Json, value: object) -> bool:
    """Equal, `*` globs in texts allowed; null means that the field is not there."""
    if pattern is None:
        return value is _MISSING or value is None
    if isinstance(pattern, str) and isinstance(value, str) and "*" in pattern:
        return glob(pattern, value)
    return type(pattern) is type(value) and pattern == value


def glob(pattern: str, text: str) -> bool:
    """Match with `*` alone; every other character stands for itself."""
    return fnmatchcase(text, pattern.replace("[", "[[]").replace("?", "[?]"))


def _in_list(words: Mapping[str, Json], value: list[Json], path: Path) -> Path | None:
    for word, wanted in words.items():
        wrong = _LIST_WORDS[word](wanted, value, path) if word in _LIST_WORDS else path
        if wrong is not None:
            return wrong
    return None


def _one(wanted: Json, value: list[Json], path: Path) -> Path | None:
    """Exactly one item fits; when there is only one item, the fault is inside it."""
    wrong = [mismatch(wanted, item, (*path, index)) for index, item in enumerate(value)]
    if wrong.count(None) == 1:
        return None
    return wrong[0] if len(wrong) == 1 and wrong[0] is not None else path


def _any(wanted: Json, value: list[Json], path: Path) -> Path | None:
    wrong = [mismatch(wanted, item, (*path, index)) for index, item in enumerate(value)]
    if None in wrong:
        return None
    return wrong[0] if len(wrong) == 1 else path


def _all(wanted: Json, value: list[Json], path: Path) -> Path | None:
    wrong = (mismatch(wanted, item, (*path, index)) for index, item in enumerate(value))
    return next((one for one in wrong if one is not None), None)


def _none(wanted: Json, value: list[Json], path: Path) -> Path | None:
    fits = (index for index, item in enumerate(value) if mismatch(wanted, item) is None)
    return next(((*path, index) for index in fits), None)


def _equal(wanted: Json, value: list[Json], path: Path) -> Path | None:
    return None if wanted == value else path


def _same_set(wanted: Json, value: list[Json], path: Path) -> Path | None:
    if not isinstance(wanted, list) or len(wanted) != len(value):
        return path
    return None if all(item in value for item in wanted) and all(item in wanted for item in value) else path


_LIST_WORDS: Mapping[str, Callable[[Json, list[Json], Path], Path | None]] = {
    "one": _one,
    "any": _any,
    "all": _all,
    "none": _none,
    "equal": _equal,
    "same-set": _same_set,
}
