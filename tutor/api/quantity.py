"""Amounts of resources: 100m, 64Mi, 1e3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
_SUFFIX = "unable to parse quantity's suffix"
_NUMBER = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
_EXPONENT = re.compile(r"[eE][+-]?\d+")
_BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_NANO = Decimal(1).scaleb(-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount, rounded up to nano units; `fault` says why a text is none."""

    value: Decimal = Decimal(0)
    suffix: str = ""
    fault: str = ""


def parse_quantity(text: str) -> Quantity:
    """Read an amount. Mirrors resource.ParseQuantity."""
    if not text:
        return Quantity(fault=_FORMAT)
    found = _NUMBER.match(text)
    if found is None or not (found[2] or found[3]):
        return Quantity(fault=_FORMAT)
    suffix = text[found.end() :]
    if not re.fullmatch(r"[eEinumkKMGTP]*[-+]?[0-9]*", suffix):
        return Quantity(fault=_FORMAT)
    scale = _scale(suffix)
    if scale is None:
        return Quantity(fault=_SUFFIX)
    number = Decimal(f"{found[1]}{found[2] or 0}.{found[3] or 0}")
    exact = number * scale
    return Quantity(value=exact.quantize(_NANO, rounding=ROUND_CEILING) if exact % _NANO else exact, suffix=suffix)


def _scale(suffix: str) -> Decimal | None:
    if suffix in _BINARY:
        return Decimal(1024) ** _BINARY[suffix]
    if suffix in _DECIMAL:
        return Decimal(1).scaleb(_DECIMAL[suffix])
    if _EXPONENT.fullmatch(suffix):
        return Decimal(1).scaleb(int(suffix[1:])) if len(suffix) < 8 else None
    return None
