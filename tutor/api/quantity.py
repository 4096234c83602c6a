"""Amounts of resources: 100m, 64Mi, 1e3."""

from __future__ import annotations

import re
from decimal import ROUND_UP, Decimal
from fractions import Fraction
from typing import Literal

from tutor.values import frozen, replace

_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
_SUFFIX = "unable to parse quantity's suffix"
_NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_EXPONENT = re.compile(r"[eE][+-]?\d+")
_BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY_SUFFIX = {power: suffix for suffix, power in _BINARY.items()}
_DECIMAL_SUFFIX = {power: suffix for suffix, power in _DECIMAL.items()}
_NANOS = 10**9
_DIGITS = 60
_THOUSANDTH = Decimal("0.001")
_MOST_NANOS = ((1 << 63) - 1) * 10**9

Form = Literal["decimal", "binary", "exponent"]


@frozen
class Quantity:
    """An amount, rounded up to nano units; `fault` says why a text is none."""

    value: Decimal = Decimal(0)
    form: Form = "decimal"
    fault: str = ""

    def __str__(self) -> str:
        """Write it as the API server does. Mirrors Quantity.CanonicalizeBytes."""
        if not self.value:
            return "0"
        if self.form == "binary" and abs(self.value) >= 1024 and self.value == self.value.to_integral_value():
            return _with_binary_suffix(int(self.value))
        return _with_decimal_suffix(self.value, self.form)


def parse_quantity(text: str) -> Quantity:
    """Read an amount. Mirrors resource.ParseQuantity."""
    found = _NUMBER.match(text)
    if not text or found is None or not (found[2] or found[3]):
        return Quantity(fault=_FORMAT)
    suffix = text[found.end() :]
    if not re.fullmatch(r"[eEinumkKMGTP]*[-+]?[0-9]*", suffix):
        return Quantity(fault=_FORMAT)
    scaled = _scale(suffix)
    if scaled is None:
        return Quantity(fault=_SUFFIX)
    scale, form = scaled
    nanos = -(-_exact(found[2], found[3] or "") * scale * _NANOS // 1)
    value = Decimal(min(int(nanos), _MOST_NANOS)).scaleb(-9)
    return Quantity(value=-value if found[1] == "-" else value, form=form)


def _exact(whole: str, part: str) -> Fraction:
    """The number before the suffix, cut where more digits could not matter."""
    whole = whole.lstrip("0")
    if len(whole) > _DIGITS:
        return Fraction(10) ** _DIGITS
    return Fraction(int(f"0{whole}")) + Fraction(int(f"0{part[:_DIGITS]}"), 10 ** len(part[:_DIGITS]))


def canonical(value: float | str) -> str:
    """The API server's spelling of an amount that was written as text or number."""
    return str(parse_quantity(str(value).strip()))


def rounded(text: str) -> str:
    """An amount rounded up to thousandths, as resources are stored. Mirrors SetDefaults_ResourceList."""
    amount = parse_quantity(text)
    return str(replace(amount, value=amount.value.quantize(_THOUSANDTH, rounding=ROUND_UP)))


def _scale(suffix: str) -> tuple[Fraction, Form] | None:
    if suffix in _BINARY:
        return Fraction(1024 ** _BINARY[suffix]), "binary"
    if suffix in _DECIMAL:
        return Fraction(10) ** _DECIMAL[suffix], "decimal"
    if _EXPONENT.fullmatch(suffix) and len(suffix) < 5:
        return Fraction(10) ** int(suffix[1:]), "exponent"
    return None


def _with_binary_suffix(number: int) -> str:
    power = 0
    while power < 6 and number % 1024 == 0:
        number //= 1024
        power += 1
    return f"{number}{_BINARY_SUFFIX.get(power, '')}"


def _with_decimal_suffix(value: Decimal, form: Form) -> str:
    power = -9
    number = int(value.scaleb(9))
    while power < 18 and number % 1000 == 0:
        number //= 1000
        power += 3
    if form == "exponent":
        return f"{number}e{power}" if power else str(number)
    return f"{number}{_DECIMAL_SUFFIX[power]}"
