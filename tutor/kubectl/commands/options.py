"""Reads the options of small programs, as getopt does: bundled letters, values beside or after, long names."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.values import frozen


@frozen
class Options:
    """What was read: the last value of each option, all values in order, the operands, and the first fault."""

    values: Mapping[str, tuple[str, ...]]
    operands: tuple[str, ...]
    unknown: str = ""
    lacking: str = ""

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def last(self, name: str, default: str = "") -> str:
        """The value given last."""
        return self.values[name][-1] if name in self.values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value given, in order."""
        return self.values.get(name, ())


@frozen
class Grammar:
    """`letters` as for getopt ("vo:"); `long` maps each long name to a letter or itself, `valued` ones take a value."""

    letters: str = ""
    long: Mapping[str, str] | None = None
    valued: frozenset[str] = frozenset()
    stop_at_operand: bool = False

    def takes_value(self, name: str) -> bool:
        """Whether an option wants a value."""
        return f"{name}:" in self.letters if len(name) == 1 else name in self.valued


def read_options(args: tuple[str, ...], grammar: Grammar) -> Options:
    """Read options and operands; stops at the first option it does not know."""
    return _Reader(args, grammar).read()


class _Reader:
    def __init__(self, args: tuple[str, ...], grammar: Grammar) -> None:
        self.args = list(args)
        self.grammar = grammar
        self.values: dict[str, list[str]] = {}
        self.operands: list[str] = []
        self.unknown = ""
        self.lacking = ""

    def read(self) -> Options:
        while self.args and not (self.unknown or self.lacking):
            arg = self.args.pop(0)
            if arg == "--":
                self.operands += self.args
                break
            if arg.startswith("--"):
                self._long(arg)
            elif arg.startswith("-") and len(arg) > 1:
                self._letters(arg[1:])
            else:
                self.operands.append(arg)
                if self.grammar.stop_at_operand:
                    self.operands += self.args
                    break
        return Options(
            values={name: tuple(found) for name, found in self.values.items()},
            operands=tuple(self.operands),
            unknown=self.unknown,
            lacking=self.lacking,
        )

    def _long(self, arg: str) -> None:
        name, equals, value = arg[2:].partition("=")
        known = self.grammar.long or {}
        if name not in known:
            self.unknown = arg
            return
        target = known[name]
        if not self.grammar.takes_value(target):
            self._add(target, "")
        elif equals:
            self._add(target, value)
        else:
            self._next(target, arg)

    def _letters(self, letters: str) -> None:
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter == ":" or letter not in self.grammar.letters:
                self.unknown = f"-{letter}"
                return
            if not self.grammar.takes_value(letter):
                self._add(letter, "")
            elif letters:
                self._add(letter, letters)
                return
            else:
                self._next(letter, f"-{letter}")

    def _next(self, name: str, shown: str) -> None:
        if self.args:
            self._add(name, self.args.pop(0))
        else:
            self.lacking = shown

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)
