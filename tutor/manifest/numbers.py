"""Own numbers as Go reads and writes them: strconv.ParseInt, ParseFloat, FormatFloat and encoding/json."""

from __future__ import annotations

import math
import re
import struct
from decimal import Decimal
from typing import Final

MAX_INT64: Final = 2**63 - 1
MIN_INT64: Final = -(2**63)
MAX_UINT64: Final = 2**64 - 1
_BASES: Final = {"0b": 2, "0o": 8, "0x": 16}
_DIGITS: Final = {
    2: re.compile(r"[01]+", re.ASCII),
    8: re.compile(r"[0-7]+", re.ASCII),
    10: re.compile(r"[0-9]+", re.ASCII),
    16: re.compile(r"[0-9a-fA-F]+", re.ASCII),
}
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_INT: Final = 80
_JSON_EXPONENT: Final = (-6, 21)
_G_EXPONENT: Final = (-4, 6)


def parse_int(text: str) -> int | None:
    """Read an integer in base 0 that fits int64 or, unsigned, uint64; None when it is none."""
    sign, digits = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    base = _BASES.get(digits[:2].lower(), 8 if digits[:1] == "0" and len(digits) > 1 else 10)
    digits = digits[2:] if base in (2, 16) or digits[1:2] in ("o", "O") else digits
    if len(digits) > _LONGEST_INT or not _DIGITS[base].fullmatch(digits):
        return None
    value = -int(digits, base) if sign == "-" else int(digits, base)
    return value if MIN_INT64 <= value <= (MAX_INT64 if sign else MAX_UINT64) else None


def parse_float(text: str) -> float | None:
    """Read a decimal float; None when it is none or is out of range, as ErrRange."""
    if not _FLOAT.fullmatch(text):
        return None
    value = float(text)
    return None if math.isinf(value) else value


def json_number(value: float) -> int | float:
    """Turn a float into what JSON text keeps of it: digits alone are an integer to whoever reads it next."""
    if value == 0:
        return 0
    low, high = _JSON_EXPONENT
    exact = Decimal(repr(value))
    if low <= exact.adjusted() < high and exact == exact.to_integral_value():
        return int(exact)
    return value


def normalize(number: float) -> int | float:
    """Keep int64, turn every other number into what encoding/json writes and reads back."""
    if isinstance(number, int) and MIN_INT64 <= number <= MAX_INT64:
        return number
    return json_number(float(number))


def json_text(value: float) -> str:
    """Write a number as encoding/json does."""
    return str(value) if isinstance(value, int) else _format(Decimal(repr(value)), _JSON_EXPONENT, pad=False)


def general_text(value: float) -> str:
    """Write a float as strconv.FormatFloat(value, 'g', -1, 64) does."""
    return _format(Decimal(repr(value)), _G_EXPONENT, pad=True)


def general_text32(value: float) -> str:
    """Write a float as strconv.FormatFloat(value, 'g', -1, 32) does, which sigs.k8s.io/yaml uses for keys."""
    try:
        single = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return "+Inf" if value > 0 else "-Inf"
    shortest = next(text for text in (f"{single:.{n}e}" for n in range(18)) if _as_single(text) == single)
    return _format(Decimal(shortest), _G_EXPONENT, pad=True)


def _as_single(text: str) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", float(text)))[0])
    except OverflowError:
        return math.inf


def _format(exact: Decimal, exponents: tuple[int, int], *, pad: bool) -> str:
    """Write the shortest digits plainly, or with an exponent outside the given range."""
    low, high = exponents
    if exact == 0:
        return "-0" if exact.is_signed() else "0"
    exact = exact.normalize()
    if low <= exact.adjusted() < high:
        return f"{exact:f}"
    sign, digits, _ = exact.as_tuple()
    mantissa = str(digits[0]) + ("." + "".join(map(str, digits[1:])) if len(digits) > 1 else "")
    exponent = exact.adjusted()
    width = 2 if pad or exponent > 0 else 1
    return f"{'-' if sign else ''}{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):0{width}d}"
