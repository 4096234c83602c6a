"""What is wrong with label selectors, in the words that MetalLB gets from Kubernetes' own."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.content import label_value, qualified_name
from tutor.api.meta import LabelSelector, LabelSelectorRequirement
from tutor.api.quoting import quote

_WITH_VALUES = ("In", "NotIn")
_WITHOUT_VALUES = ("Exists", "DoesNotExist")


class SelectorRefusedError(ValueError):
    """A selector that MetalLB does not take."""


def check_unique(selectors: Sequence[LabelSelector], what: str) -> None:
    """Refuse selectors, expressions or values that stand twice. Mirrors validateLabelSelectorDuplicate."""
    for at, selector in enumerate(selectors):
        _check_expressions(selector.match_expressions)
        if any(_same(selector, other) for other in selectors[at + 1 :]):
            raise SelectorRefusedError(f"duplicate definition of {what} {_value(selector, quoted=True)}")


def _check_expressions(terms: Sequence[LabelSelectorRequirement]) -> None:
    for at, term in enumerate(terms):
        values = sorted(term.values)
        twice = next((one for n, one in enumerate(values) if one in values[n + 1 :]), None)
        if twice is not None:
            raise SelectorRefusedError(
                f"duplicate definition of match expression value in label selector {quote(twice)}"
            )
        if any(_sorted(term) == _sorted(other) for other in terms[at + 1 :]):
            raise SelectorRefusedError(f"duplicate definition of match expressions {_term(term, quoted=True)}")


def _same(one: LabelSelector, other: LabelSelector) -> bool:
    terms = [tuple(map(_sorted, selector.match_expressions)) for selector in (one, other)]
    return one.match_labels == other.match_labels and terms[0] == terms[1]


def _sorted(term: LabelSelectorRequirement) -> tuple[str, str, tuple[str, ...]]:
    return term.key, term.operator, tuple(sorted(term.values))


def check_selectors(selectors: Sequence[LabelSelector], words: str) -> None:
    """Refuse a selector that cannot be read; `words` follow on a line of their own."""
    for selector in selectors:
        fault = _fault(selector)
        if fault:
            told = words.replace("{pointer}", _pointer(selector)).replace("{value}", _value(selector))
            raise SelectorRefusedError(f"{fault}\n{told}")


def _fault(selector: LabelSelector) -> str:
    """Mirrors LabelSelectorAsSelector."""
    terms = [
        LabelSelectorRequirement(key=name, operator="In", values=(value,))
        for name, value in sorted(selector.match_labels.items())
    ]
    terms += selector.match_expressions
    return next((fault for one in terms if (fault := _requirement(one.key, one.operator, one.values))), "")


def _requirement(key: str, operator: str, values: Sequence[str]) -> str:
    """Mirrors labels.NewRequirement."""
    if operator not in (*_WITH_VALUES, *_WITHOUT_VALUES):
        return f"{quote(operator)} is not a valid label selector operator"
    faults = [f"key: Invalid value: {quote(key)}: {words}" for words in qualified_name(key)]
    if operator in _WITH_VALUES and not values:
        faults.append("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")
    if operator in _WITHOUT_VALUES and values:
        shown = ",".join(map(quote, values))
        faults.append(f"values: Invalid value: [{shown}]: values set must be empty for exists and does not exist")
    for at, value in enumerate(values):
        faults += [f"values[{at}][{key}]: Invalid value: {quote(value)}: {words}" for words in label_value(value)]
    return faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]" if faults else ""


def _value(selector: LabelSelector, *, quoted: bool = False) -> str:
    """A selector as Go prints a struct: `{map[a:b] [{tier In [x y]}]}`."""
    labels = " ".join(f"{_text(k, quoted)}:{_text(v, quoted)}" for k, v in sorted(selector.match_labels.items()))
    terms = " ".join(_term(one, quoted=quoted) for one in selector.match_expressions)
    return f"{{map[{labels}] [{terms}]}}"


def _term(term: LabelSelectorRequirement, *, quoted: bool = False) -> str:
    values = " ".join(_text(one, quoted) for one in sorted(term.values))
    return f"{{{_text(term.key, quoted)} {_text(term.operator, quoted)} [{values}]}}"


def _text(text: str, quoted: bool) -> str:
    return quote(text) if quoted else text


def _pointer(selector: LabelSelector) -> str:
    """A selector as its own String writes it."""
    labels = "".join(f"{key}: {value}," for key, value in sorted(selector.match_labels.items()))
    terms = "".join(
        f"LabelSelectorRequirement{{Key:{one.key},Operator:{one.operator},Values:[{' '.join(sorted(one.values))}],}},"
        for one in selector.match_expressions
    )
    return (
        f"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},"
        f"MatchExpressions:[]LabelSelectorRequirement{{{terms}}},}}"
    )
