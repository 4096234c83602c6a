"""Own the plain English under kubectl's words: a code, what probably happened and what to do next."""

from __future__ import annotations

from typing import Final

from tutor.manifest.events import UnreadableError
from tutor.values import frozen


@frozen(kw_only=False)
class Advice:
    """A code for translators, one next step, and which case of the code it belongs to."""

    code: str
    hint: str
    case: str = ""


_OTHER: Final = Advice(
    "SYNTAX", "This is not YAML here: compare the line, and the one before it, with the lesson's example."
)
_TAB: Final = Advice("INDENT", "The line is indented with a tab; YAML wants spaces.", "tab")
_TEMPLATE: Final = Advice("TEMPLATE", "{{ }} is a template, not YAML: put the value itself there.")
_FENCE: Final = Advice(
    "PASTED",
    "A line that starts with ``` or a prompt came along with copy and paste: remove it.",
)
_DIRECTIVE: Final = Advice("SYNTAX", "Delete the %YAML line: kubectl does not need it.", "directive")
_PASTED: Final = ("```", "$ ")
_ADVICE: Final = {
    "found character that cannot start any token": Advice(
        "SYNTAX", "A value cannot start with this character: put it in quotes.", "start"
    ),
    "did not find expected key": Advice(
        "INDENT",
        "The keys of one mapping start in the same column: check this line's indentation against its neighbours.",
        "keys",
    ),
    "did not find expected '-' indicator": Advice(
        "INDENT", "The items of one list start in the same column, each with a dash: check the indentation.", "items"
    ),
    "mapping values are not allowed in this context": Advice(
        "INDENT",
        "A colon is one too many here: is this line indented too far, or is a colon missing on the line before?",
        "deeper",
    ),
    "could not find expected ':'": Advice("SYNTAX", "The line before has a key without a colon.", "colon"),
    "block sequence entries are not allowed in this context": Advice(
        "SYNTAX", "A list item starts on a line of its own, below its key.", "item"
    ),
    "found unexpected end of stream": Advice("SYNTAX", "A quote is opened and never closed.", "quote"),
    "did not find expected node content": Advice(
        "SYNTAX", "A bracket or brace is opened and something else stands in it.", "bracket"
    ),
    "did not find expected ',' or '}'": Advice(
        "SYNTAX", "A brace is opened and never closed, or a comma is missing.", "brace"
    ),
    "did not find expected ',' or ']'": Advice(
        "SYNTAX", "A bracket is opened and never closed, or a comma is missing.", "bracket-open"
    ),
    "found unknown escape character": Advice(
        "SYNTAX", "A backslash in double quotes starts an escape: use single quotes, or double the backslash.", "escape"
    ),
    "did not find expected <document start>": _DIRECTIVE,
    "found incompatible YAML document": _DIRECTIVE,
    "control characters are not allowed": Advice(
        "ENCODING", "Remove the invisible character, or save the file as UTF-8.", "invisible"
    ),
}
_HINTS: Final = {
    "EMPTY": "The file has no object: write one, or check that the right file was saved.",
    "TOO_LARGE": "The file is larger than {limit} bytes: keep only the objects of the answer.",
    "TOO_DEEP": "The values are nested deeper than {limit} levels: is a bracket repeated?",
    "TOO_MANY_NODES": "Anchors and aliases expand to too many values: write them out, or use fewer.",
    "TOO_MANY_DOCUMENTS": "The file has more than {limit} documents: keep only the objects of the answer.",
    "ALIAS_CYCLE": "The anchor holds an alias of itself: write the value out.",
    "NOT_JSON": "Kubernetes keeps objects as JSON, which has no such value: write text in quotes or a number.",
    "BAD_DOCUMENT_SEPARATOR": "A line that starts with --- divides documents: put nothing but a comment after it.",
    "BAD_SCALAR": "The tag before the value asks for another type: remove the tag, or write such a value.",
    "TEMPLATE": _TEMPLATE.hint,
    "ENCODING": "Save the file as UTF-8 text.",
    "JSON": "A file that starts with { is read as JSON: check the commas and quotes there.",
    "SYNTAX": _OTHER.hint,
}


def advise(refusal: UnreadableError, line: str, above: str = "") -> Advice:
    """Choose a code and a next step for a document that cannot be read; line is the text at fault."""
    if refusal.mark.column < len(line) and line[refusal.mark.column] == "\t":
        return _TAB
    if "{{" in line:
        return _TEMPLATE
    if pasted(line) or pasted(above):
        return _FENCE
    if "octet" in refusal.problem or "UTF-16" in refusal.problem:
        return Advice("ENCODING", _HINTS["ENCODING"])
    return _ADVICE.get(refusal.problem, _OTHER)


def pasted(line: str) -> bool:
    """Whether a line is a fence or a prompt, which come along with copy and paste."""
    return line.startswith(_PASTED)


def hint_for(code: str, **params: str) -> str:
    """Give the next step for a code; empty when there is none."""
    hint = _HINTS.get(code, "")
    for name, value in params.items():
        hint = hint.replace("{" + name + "}", value)
    return hint
