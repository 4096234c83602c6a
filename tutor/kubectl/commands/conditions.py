"""`test`, which is also `[` and `[[`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Programs, fail
from tutor.kubectl.output import Output

_UNARY: Mapping[str, Callable[[Call, str], bool]] = {
    "-n": lambda _, text: bool(text),
    "-z": lambda _, text: not text,
    "-f": lambda call, path: isinstance(call.files.read(path), bytes),
    "-e": lambda call, path: call.files.is_folder(path) or isinstance(call.files.read(path), bytes),
    "-d": lambda call, path: call.files.is_folder(path),
    "-s": lambda call, path: bool(call.files.read(path)) and isinstance(call.files.read(path), bytes),
    "-r": lambda call, path: isinstance(call.files.read(path), bytes),
}
_BINARY: Mapping[str, Callable[[str, str], bool]] = {"=": str.__eq__, "==": str.__eq__, "!=": str.__ne__}
_NUMBERS: Mapping[str, Callable[[int, int], bool]] = {
    "-eq": int.__eq__,
    "-ne": int.__ne__,
    "-lt": int.__lt__,
    "-le": int.__le__,
    "-gt": int.__gt__,
    "-ge": int.__ge__,
}


def _test(call: Call) -> Output:
    words = list(call.args)
    if call.argv[0] in {"[", "[["}:
        closing = "]" * len(call.argv[0])
        if not words or words.pop() != closing:
            return fail(f"{call.signature}: {call.argv[0]}: missing `{closing}'", 2)
    return _truth(call, words)


def _truth(call: Call, words: list[str]) -> Output:
    if words[:1] == ["!"]:
        inner = _truth(call, words[1:])
        return inner if inner.code > 1 else Output(code=int(not inner.code))
    if len(words) == 3 and words[1] in _NUMBERS:
        for word in (words[0], words[2]):
            if not re.fullmatch(r"\s*[-+]?\d{1,18}\s*", word):
                return fail(f"{call.signature}: {call.argv[0]}: {word}: integer expression expected", 2)
        return Output(code=int(not _NUMBERS[words[1]](int(words[0]), int(words[2]))))
    if len(words) == 3 and words[1] in _BINARY:
        return Output(code=int(not _BINARY[words[1]](words[0], words[2])))
    if len(words) == 2 and words[0] in _UNARY:
        return Output(code=int(not _UNARY[words[0]](call, words[1])))
    if len(words) > 1:
        return fail(f"{call.signature}: {call.argv[0]}: {words[0]}: unary operator expected", 2)
    return Output(code=int(not (words and words[0])))


CONDITIONS: Programs = MappingProxyType({"test": _test, "[": _test, "[[": _test})
