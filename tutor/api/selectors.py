"""Label and field selectors: read from text or from a LabelSelector, matched against maps of text."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.meta import LabelSelector
from tutor.api.selector_text import Requirement, SelectorError, read_requirements
from tutor.values import frozen

__all__ = [
    "EVERYTHING",
    "NOTHING",
    "FieldSelector",
    "FieldTerm",
    "Requirement",
    "Selector",
    "SelectorError",
    "from_label_selector",
    "from_labels",
    "parse_field_selector",
    "parse_label_selector",
]

_OPERATORS = {"In": "in", "NotIn": "notin", "Exists": "exists", "DoesNotExist": "!"}


@frozen
class Selector:
    """Requirements that must all hold; `nothing` matches no object at all."""

    requirements: tuple[Requirement, ...] = ()
    nothing: bool = False

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether an object with these labels is selected."""
        return not self.nothing and all(one.matches(labels) for one in self.requirements)

    def __str__(self) -> str:
        return ",".join(str(one) for one in self.requirements)


EVERYTHING = Selector()
NOTHING = Selector(nothing=True)


def parse_label_selector(text: str) -> Selector:
    """Read `app=web,tier in (a,b),!old`; raises SelectorError in kubectl's words."""
    return Selector(requirements=read_requirements(text))


def from_labels(labels: Mapping[str, str]) -> Selector:
    """The selector of a Service: every pair must be there."""
    rows = (Requirement(key=key, operator="=", values=(labels[key],)) for key in sorted(labels))
    return Selector(requirements=tuple(rows))


def from_label_selector(selector: LabelSelector | Mapping[str, str] | None) -> Selector:
    """Mirrors LabelSelectorAsSelector: absent matches nothing, empty everything; old kinds have plain labels."""
    if selector is None:
        return NOTHING
    if not isinstance(selector, LabelSelector):
        return from_labels(selector)
    pairs = from_labels(selector.match_labels).requirements
    terms = tuple(
        Requirement(key=one.key, operator=_OPERATORS.get(one.operator, ""), values=tuple(sorted(set(one.values))))
        for one in selector.match_expressions
    )
    return Selector(requirements=tuple(sorted(pairs + terms, key=lambda one: one.key)))


@frozen
class FieldTerm:
    """One comparison of a field selector; operator is = or !=."""

    field: str
    operator: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{_escape(self.value)}"


@frozen
class FieldSelector:
    """Comparisons of fields that must all hold."""

    terms: tuple[FieldTerm, ...] = ()

    def matches(self, fields: Mapping[str, str]) -> bool:
        """Whether an object with these selectable fields is selected."""
        return all((fields.get(one.field, "") == one.value) == (one.operator == "=") for one in self.terms)

    def __str__(self) -> str:
        return ",".join(str(one) for one in self.terms)


def parse_field_selector(text: str) -> FieldSelector:
    """Read `status.phase=Running,metadata.name!=a`; raises SelectorError. Mirrors fields.ParseSelector."""
    rows = (_field_term(text, term) for term in _split_terms(text) if term)
    return FieldSelector(terms=tuple(sorted(rows, key=lambda one: one.field)))


def _field_term(whole: str, term: str) -> FieldTerm:
    at = 0
    while at < len(term):
        for sign, operator in (("!=", "!="), ("==", "="), ("=", "=")):
            if term.startswith(sign, at):
                return FieldTerm(field=term[:at], operator=operator, value=_unescape(term[at + len(sign) :]))
        at += 1
    raise SelectorError(f"invalid selector: '{whole}'; can't understand '{term}'")


def _split_terms(text: str) -> tuple[str, ...]:
    terms, start, escaped = [], 0, False
    for at, letter in enumerate(text):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == ",":
            terms.append(text[start:at])
            start = at + 1
    return (*terms, text[start:])


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=")


def _unescape(value: str) -> str:
    """Take backslashes away; only a backslash, a comma or an equals sign may follow one."""
    out, letters = [], iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters, "")
            if following not in ("\\", ",", "="):
                raise SelectorError(f"invalid field selector: invalid escape sequence: \\{following}")
            out.append(following)
        elif letter in ",=":
            raise SelectorError(f"invalid field selector: unescaped character in field value: {letter}")
        else:
            out.append(letter)
    return "".join(out)
