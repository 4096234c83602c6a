"""What names, labels and ports may be made of, each rule answering with its complaints."""

from __future__ import annotations

import re

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_DNS1035 = "[a-z]([-a-z0-9]*[a-z0-9])?"
_QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_LABEL_VALUE = f"({_QUALIFIED})?"

Complaints = tuple[str, ...]


def max_length(limit: int, unit: str = "bytes") -> str:
    """Mirrors content.MaxLenError; some older rules still count `characters`."""
    return f"must be no more than {limit} {unit}"


def regex_words(message: str, pattern: str, *examples: str) -> str:
    """Mirrors content.RegexError: the rule, examples, and the expression that checks it."""
    if not examples:
        return f"{message} (regex used for validation is '{pattern}')"
    shown = ", or ".join(f"'{example}', " for example in examples)[:-2].replace(", , or", ",  or")
    return f"{message} (e.g. {shown}, regex used for validation is '{pattern}')"


_LABEL_WORDS = regex_words(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
    " with an alphanumeric character",
    _LABEL,
    "my-name",
    "123-abc",
)
_SUBDOMAIN_WORDS = regex_words(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
    " and end with an alphanumeric character",
    _SUBDOMAIN,
    "example.com",
)
_DNS1035_WORDS = regex_words(
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character,"
    " and end with an alphanumeric character",
    _DNS1035,
    "my-name",
    "abc-123",
)
_QUALIFIED_WORDS = regex_words(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    _QUALIFIED,
    "MyName",
    "my.name",
    "123-abc",
)
_LABEL_VALUE_WORDS = regex_words(
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and"
    " end with an alphanumeric character",
    _LABEL_VALUE,
    "MyValue",
    "my_value",
    "12345",
)
_MATCH = {
    pattern: re.compile(pattern).fullmatch for pattern in (_LABEL, _SUBDOMAIN, _DNS1035, _QUALIFIED, _LABEL_VALUE)
}


def _size(text: str) -> int:
    return len(text.encode())


def _sized(text: str, limit: int, unit: str, pattern: str, words: str) -> Complaints:
    long = (max_length(limit, unit),) if _size(text) > limit else ()
    return long if _MATCH[pattern](text) else (*long, words)


def dns1123_label(text: str, unit: str = "bytes") -> Complaints:
    """Mirrors IsDNS1123Label."""
    return _sized(text, 63, unit, _LABEL, _LABEL_WORDS)


def dns1123_subdomain(text: str, unit: str = "bytes") -> Complaints:
    """Mirrors IsDNS1123Subdomain."""
    return _sized(text, 253, unit, _SUBDOMAIN, _SUBDOMAIN_WORDS)


def dns1035_label(text: str, unit: str = "bytes") -> Complaints:
    """Mirrors IsDNS1035Label."""
    return _sized(text, 63, unit, _DNS1035, _DNS1035_WORDS)


def label_value(text: str) -> Complaints:
    """Mirrors IsValidLabelValue."""
    return _sized(text, 63, "bytes", _LABEL_VALUE, _LABEL_VALUE_WORDS)


def qualified_name(text: str) -> Complaints:
    """Mirrors IsQualifiedName, the rule of label keys: an optional prefix, a slash, a name."""
    parts = text.split("/")
    if len(parts) > 2:
        form = regex_words(f"a qualified name {_QUALIFIED_WORDS.partition(' (e.g.')[0]}", _QUALIFIED, *_NAMES)
        return (f"{form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",)
    complaints: Complaints = ()
    if len(parts) == 2:
        if not parts[0]:
            complaints = ("prefix part must be non-empty",)
        else:
            complaints = tuple(f"prefix part {words}" for words in dns1123_subdomain(parts[0]))
    return complaints + _name_part(parts[-1])


_NAMES = ("MyName", "my.name", "123-abc")


def _name_part(name: str) -> Complaints:
    if not name:
        return ("name part must be non-empty", f"name part {_QUALIFIED_WORDS}")
    return tuple(f"name part {words}" for words in _sized(name, 63, "bytes", _QUALIFIED, _QUALIFIED_WORDS))
