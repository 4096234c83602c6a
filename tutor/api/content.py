"""What names, labels and ports may be made of, each rule answering with its complaints."""

from __future__ import annotations

import re

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_UNDERSCORED_LABEL = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_UNDERSCORED = rf"{_UNDERSCORED_LABEL}(\.{_UNDERSCORED_LABEL})*"
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
_UNDERSCORED_WORDS = regex_words(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must"
    " start and end with an alphanumeric character",
    _UNDERSCORED,
    "example.com",
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
    pattern: re.compile(pattern).fullmatch for pattern in (_LABEL, _SUBDOMAIN, _UNDERSCORED, _QUALIFIED, _LABEL_VALUE)
}


def _length(text: str, limit: int, unit: str) -> Complaints:
    return (max_length(limit, unit),) if len(text.encode()) > limit else ()


def _fits(text: str, pattern: str, words: str) -> Complaints:
    return () if _MATCH[pattern](text) else (words,)


def dns1123_label(text: str) -> Complaints:
    """Mirrors IsDNS1123Label: a name with dots that would make a subdomain is told so."""
    words = "must not contain dots" if _MATCH[_SUBDOMAIN](text) else _LABEL_WORDS
    return _length(text, 63, "characters") + _fits(text, _LABEL, words)


def dns1123_subdomain(text: str) -> Complaints:
    """Mirrors IsDNS1123Subdomain."""
    return _length(text, 253, "characters") + _fits(text, _SUBDOMAIN, _SUBDOMAIN_WORDS)


def dns1123_subdomain_with_underscore(text: str) -> Complaints:
    """Mirrors IsDNS1123SubdomainWithUnderscore, the rule of search domains."""
    return _length(text, 253, "characters") + _fits(text, _UNDERSCORED, _UNDERSCORED_WORDS)


def label_value(text: str) -> Complaints:
    """Mirrors IsValidLabelValue."""
    return _length(text, 63, "bytes") + _fits(text, _LABEL_VALUE, _LABEL_VALUE_WORDS)


def qualified_name(text: str) -> Complaints:
    """Mirrors IsQualifiedName, the rule of label keys: an optional prefix, a slash, a name."""
    parts = text.split("/")
    if len(parts) > 2:
        form = f"a valid label key {_QUALIFIED_WORDS}"
        return (f"{form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",)
    complaints: Complaints = ()
    if len(parts) == 2:
        if not parts[0]:
            complaints = ("prefix part must be non-empty",)
        else:
            found = _length(parts[0], 253, "bytes") + _fits(parts[0], _SUBDOMAIN, _SUBDOMAIN_WORDS)
            complaints = tuple(f"prefix part {words}" for words in found)
    return complaints + _name_part(parts[-1])


def _name_part(name: str) -> Complaints:
    if not name:
        return ("name part must be non-empty", f"name part {_QUALIFIED_WORDS}")
    complaints = _length(name, 63, "bytes") + _fits(name, _QUALIFIED, _QUALIFIED_WORDS)
    return tuple(f"name part {words}" for words in complaints)


def port_number(number: int) -> Complaints:
    """Mirrors IsValidPortNum."""
    return () if 1 <= number <= 65535 else ("must be between 1 and 65535, inclusive",)


def port_name(text: str) -> Complaints:
    """Mirrors IsValidPortName, the rule of ports in pods and of targetPort."""
    rows = (
        (len(text.encode()) > 15, "must be no more than 15 characters"),
        (
            re.fullmatch("[-a-z0-9]+", text) is None,
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        ),
        (re.search("[a-z]", text) is None, "must contain at least one letter (a-z)"),
        ("--" in text, "must not contain consecutive hyphens"),
        (text.startswith("-") or text.endswith("-"), "must not begin or end with a hyphen"),
    )
    return tuple(words for broken, words in rows if broken)


def environment_name(text: str) -> Complaints:
    """Mirrors IsRelaxedEnvVarName, less the case of an empty text."""
    if all(" " <= letter <= "~" and letter != "=" for letter in text):
        return ()
    return ("a valid environment variable name must consist only of printable ASCII characters other than '='",)


def config_map_key(text: str) -> Complaints:
    """Mirrors IsConfigMapKey."""
    complaints = _length(text, 253, "characters")
    if not re.fullmatch("[-._a-zA-Z0-9]+", text):
        complaints += (
            regex_words(
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                "[-._a-zA-Z0-9]+",
                "key.name",
                "KEY_NAME",
                "key-name",
            ),
        )
    if text == ".":
        return (*complaints, "must not be '.'")
    if text == "..":
        return (*complaints, "must not be '..'")
    return (*complaints, "must not start with '..'") if text.startswith("..") else complaints


def http_header_name(text: str) -> Complaints:
    """Mirrors IsHTTPHeaderName."""
    if re.fullmatch("[-A-Za-z0-9]+", text):
        return ()
    words = "a valid HTTP header must consist of alphanumeric characters or '-'"
    return (regex_words(words, "[-A-Za-z0-9]+", "X-Header-Name"),)


def path_segment(text: str) -> Complaints:
    """Mirrors IsValidPathSegmentName, the rule of names that stand in a URL."""
    if text in (".", ".."):
        return (f"may not be '{text}'",)
    return tuple(f"may not contain '{sign}'" for sign in ("/", "%") if sign in text)
