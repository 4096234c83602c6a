"""Whole-number arithmetic of `$(( … ))`, by precedence climbing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tutor.kubectl.shell.words import ShellFault

_TOKEN = re.compile(r"\s*(\d+|\$?[A-Za-z_]\w*|==|!=|<=|>=|&&|\|\||[-+*/%()<>!])")
_STEP = re.compile(r"\s*(?:([A-Za-z_]\w*)\s*(\+\+|--)|(\+\+|--)\s*([A-Za-z_]\w*))\s*")
_ASSIGNMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*([-+*/%]?)=(?!=)(.*)", re.DOTALL)
_WORD = 2**64


def _divide(a: int, b: int) -> int:
    if not b:
        raise ShellFault('division by 0 (error token is "0")')
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


_OPERATORS: Mapping[str, tuple[int, Callable[[int, int], int]]] = {
    "||": (1, lambda a, b: int(bool(a or b))),
    "&&": (2, lambda a, b: int(bool(a and b))),
    "==": (3, lambda a, b: int(a == b)),
    "!=": (3, lambda a, b: int(a != b)),
    "<": (4, lambda a, b: int(a < b)),
    ">": (4, lambda a, b: int(a > b)),
    "<=": (4, lambda a, b: int(a <= b)),
    ">=": (4, lambda a, b: int(a >= b)),
    "+": (5, lambda a, b: a + b),
    "-": (5, lambda a, b: a - b),
    "*": (6, lambda a, b: a * b),
    "/": (6, _divide),
    "%": (6, lambda a, b: a - b * _divide(a, b)),
}


def calculate(expression: str, environment: Mapping[str, str]) -> int:
    """The value, wrapped to 64 bits as a shell does; raises ShellFault."""
    tokens = _tokens(expression)
    value, at = _binary(tokens, 0, 1, environment) if tokens else (0, 0)
    if at < len(tokens):
        raise ShellFault(f'{expression}: syntax error in expression (error token is "{tokens[at]}")')
    return value


def evaluate(expression: str, environment: Mapping[str, str], assign: Callable[[str, str], None]) -> int:
    """The value of an expression that may also set a variable: `i++`, `i += 2`, `i = j * 2`; raises ShellFault."""
    step = _STEP.fullmatch(expression)
    if step:
        name, sign = step[1] or step[4], (step[2] or step[3])[0]
        before = calculate(name, environment)
        after = before + (1 if sign == "+" else -1)
        assign(name, str(after))
        return before if step[1] else after
    found = _ASSIGNMENT.fullmatch(expression)
    if not found:
        return calculate(expression, environment)
    name, sign, rest = found[1], found[2], found[3]
    value = calculate(f"{name} {sign} ({rest})" if sign else rest, environment)
    assign(name, str(value))
    return value


def _tokens(expression: str) -> list[str]:
    found: list[str] = []
    at, text = 0, expression.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or len(found) > 500:
            raise ShellFault(f'{expression}: syntax error: operand expected (error token is "{text[at:]}")')
        found.append(match[1])
        at = match.end()
    return found


def _binary(tokens: list[str], at: int, least: int, environment: Mapping[str, str]) -> tuple[int, int]:
    left, at = _unary(tokens, at, environment)
    while at < len(tokens) and tokens[at] in _OPERATORS and _OPERATORS[tokens[at]][0] >= least:
        level, operate = _OPERATORS[tokens[at]]
        right, at = _binary(tokens, at + 1, level + 1, environment)
        left = (operate(left, right) + _WORD // 2) % _WORD - _WORD // 2
    return left, at


def _unary(tokens: list[str], at: int, environment: Mapping[str, str]) -> tuple[int, int]:
    if at >= len(tokens):
        raise ShellFault("syntax error: operand expected")
    sign = tokens[at]
    if sign in {"-", "+", "!"}:
        value, at = _unary(tokens, at + 1, environment)
        return {"-": -value, "+": value, "!": int(not value)}[sign], at
    if sign == "(":
        value, at = _binary(tokens, at + 1, 1, environment)
        if tokens[at : at + 1] != [")"]:
            raise ShellFault("syntax error: `)' expected")
        return value, at + 1
    if sign.isdigit():
        return int(sign[:18]), at + 1
    text = environment.get(sign.removeprefix("$"), "").strip()
    return (int(text[:18]) if re.fullmatch(r"-?\d+", text) else 0), at + 1
