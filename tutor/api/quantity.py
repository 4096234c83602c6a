"""Amounts of resources: 100m, 64Mi, 1e3."""

from __future__ import annotations

import re
from decimal import ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Literal

from tutor.values import frozen, replace

_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
_NUMERIC = "unable to parse numeric part of quantity"
_SUFFIX = "unable to parse quantity's suffix"
_PARTS = re.compile(r"([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)")
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]{1,18})")
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY_SUFFIX = {power: suffix for suffix, power in _BINARY.items()}
_DECIMAL_SUFFIX = {power: suffix for suffix, power in _DECIMAL.items()}
_FINEST = -9
_NANOS = 10**9
_DIGITS = 60
_FAST_DIGITS = 18
_FAST_BINARY_DIGITS = 14
# Beyond it Go goes on, and nobody else does.
_FARTHEST = 999
_WIDE = Context(prec=_FARTHEST + 2 * _DIGITS)
_THOUSANDTH = Decimal("0.001")
_MOST_NANOS = ((1 << 63) - 1) * _NANOS

Form = Literal["decimal", "binary", "exponent"]


@frozen
class Quantity:
    """An amount, rounded up to nano units; `fault` says why a text is none, `written` is a spelling that is kept."""

    value: Decimal = Decimal(0)
    form: Form = "decimal"
    fault: str = ""
    written: str = ""

    def __str__(self) -> str:
        """Write it as the API server does. Mirrors Quantity.String and CanonicalizeBytes."""
        if self.written or not self.value:
            return self.written or "0"
        if self.form == "binary" and abs(self.value) >= 1024 and self.is_whole:
            return _with_binary_suffix(int(self.value))
        return _with_decimal_suffix(self.value, self.form)

    @property
    def is_whole(self) -> bool:
        """Whether it has no fraction."""
        return self.value == self.value.to_integral_value()


def parse_quantity(text: str) -> Quantity:
    """Read an amount, whose digits may be missing. Mirrors resource.ParseQuantity."""
    found = _PARTS.fullmatch(text)
    if not text or found is None:
        return Quantity(fault=_FORMAT)
    sign, zeros, whole, part, suffix = found.groups(default="")
    scaled = _scale(suffix)
    if scaled is None:
        return Quantity(fault=_SUFFIX)
    exponent, form = scaled
    fast = _is_fast(len(whole or "0"), len(part), exponent, form)
    if not fast and not (zeros or whole or part):
        return Quantity(fault=_NUMERIC)
    power = Fraction(2 if form == "binary" else 10) ** max(-_FARTHEST, min(exponent, _FARTHEST))
    nanos = -(-_exact(whole, part) * power * _NANOS // 1)
    if form == "binary":
        nanos = min(nanos, _MOST_NANOS)
    value = Decimal(f"{sign}{nanos}E{_FINEST}")
    written = text if fast and _is_kept((whole or "0") + part, exponent - len(part), form) else ""
    return Quantity(value=value, form=form, written=written)


def _is_fast(whole: int, part: int, exponent: int, form: Form) -> bool:
    """Whether so many digits before and after the point fit into Go's quick form of an amount."""
    if form == "binary":
        return not part and whole + exponent * 3 // 10 <= _FAST_BINARY_DIGITS
    return whole + part <= _FAST_DIGITS and exponent - part >= _FINEST


def _is_kept(digits: str, scale: int, form: Form) -> bool:
    """Whether Go takes a spelling for the canonical one, which it is not always: it keeps plus signs, `1.` and 007."""
    if form == "binary":
        return int(digits) % 8 != 0
    return scale % 3 == 0 and not digits.endswith("000") and digits[0] != "0"


def _exact(whole: str, part: str) -> Fraction:
    """The number before the suffix, cut where more digits could not matter."""
    if len(whole) > _DIGITS:
        return Fraction(10) ** _DIGITS
    return Fraction(int(f"0{whole}")) + Fraction(int(f"0{part[:_DIGITS]}"), 10 ** len(part[:_DIGITS]))


def canonical(value: float | str) -> str:
    """The API server's spelling of an amount that was written as text or number."""
    return str(parse_quantity(str(value).strip()))


def rounded(text: str) -> str:
    """An amount rounded up to thousandths, as resources are stored. Mirrors SetDefaults_ResourceList."""
    amount = parse_quantity(text)
    value = amount.value.quantize(_THOUSANDTH, rounding=ROUND_UP, context=_WIDE)
    return str(amount if value == amount.value else replace(amount, value=value, written=""))


def _scale(suffix: str) -> tuple[int, Form] | None:
    """The exponent that a suffix stands for, of 2 for binary ones and of 10 for others."""
    if suffix in _BINARY:
        return _BINARY[suffix], "binary"
    if suffix in _DECIMAL:
        return _DECIMAL[suffix], "decimal"
    found = _EXPONENT.fullmatch(suffix)
    return None if found is None else (int(found[1]), "exponent")


def _with_binary_suffix(number: int) -> str:
    power = 0
    while number % 1024 == 0 and power < 60:
        number //= 1024
        power += 10
    return f"{number}{_BINARY_SUFFIX.get(power, '')}"


def _with_decimal_suffix(value: Decimal, form: Form) -> str:
    """Go has no suffix beyond E and then writes none at all."""
    power = _FINEST
    number = int(value.scaleb(-_FINEST, context=_WIDE))
    while number % 1000 == 0:
        number //= 1000
        power += 3
    if form == "exponent":
        return f"{number}e{power}" if power else str(number)
    return f"{number}{_DECIMAL_SUFFIX.get(power, '')}"
