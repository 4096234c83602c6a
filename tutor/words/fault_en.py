"""What is wrong with a manifest, in English: what was seen, why, what to do; kubectl's own line stands above."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        # The text, by the codes of tutor.manifest
        "fault.SYNTAX": "This is not YAML here. Compare this line, and the one before it, with the lesson's example.",
        "fault.SYNTAX.start": "A value cannot start with this character. Put the value in quotes.",
        "fault.SYNTAX.colon": "A key has no colon after it. Look at the line before, too.",
        "fault.SYNTAX.item": "A list item starts on a line of its own, below its key.",
        "fault.SYNTAX.quote": "A quote is opened and never closed. Close it on the same line.",
        "fault.SYNTAX.bracket": "A bracket or brace is opened and something else stands in it. Close it, or quote the text.",
        "fault.SYNTAX.brace": "A brace is opened and never closed, or a comma is missing between two entries.",
        "fault.SYNTAX.bracket-open": "A bracket is opened and never closed, or a comma is missing between two items.",
        "fault.SYNTAX.escape": "A backslash in double quotes starts an escape. Use single quotes, or double the backslash.",
        "fault.SYNTAX.directive": "kubectl does not need the %YAML line. Delete it.",
        "fault.INDENT.tab": "The line is indented with a tab, and YAML takes spaces only.",
        "fault.INDENT.keys": "Keys that belong together start in the same column. Compare this line's indentation with"
        " its neighbours'.",
        "fault.INDENT.items": "The items of a list start in the same column, each with a dash. Check the indentation.",
        "fault.INDENT.deeper": "There is one colon too many here. Is this line indented too far, or does the line"
        " before lack its colon?",
        "fault.TEMPLATE": "A template was not filled in. Put the value itself there; kubectl knows no templates.",
        "fault.PASTED": "This line is not part of a manifest; it came along with copy and paste. Remove it.",
        "fault.ENCODING": "The text is not UTF-8. Save the file as UTF-8.",
        "fault.ENCODING.invisible": "An invisible character stands here. Remove it, or save the file as UTF-8.",
        "fault.EMPTY": "The file has no object. Write one, or see whether the right file is open.",
        "fault.TOO_LARGE": "The file is larger than {limit} bytes. Keep only the objects of the answer.",
        "fault.TOO_DEEP": "The values are nested deeper than {limit} levels. Is a bracket repeated?",
        "fault.TOO_MANY_NODES": "Anchors and aliases expand to too many values. Write them out, or use fewer.",
        "fault.TOO_MANY_DOCUMENTS": "The file has more than {limit} documents. Keep only the objects of the answer.",
        "fault.ALIAS_CYCLE": "The anchor holds an alias of itself. Write the value out.",
        "fault.NOT_JSON": "Kubernetes keeps objects as JSON, which has no such value. Write a number, or text in quotes.",
        "fault.BAD_DOCUMENT_SEPARATOR": "A line that starts with --- divides documents. Only a comment may follow it.",
        "fault.JSON": "A file that starts with a brace is read as JSON. Check its commas and quotes.",
        "fault.NBSP": "A no-break space stands where a space should be, and kubectl reads it as part of the text."
        " Replace it with an ordinary space.",
        "fault.SMART_QUOTES": "To YAML, curly quotes are part of the text. Replace them with straight ones.",
        "fault.IGNORED_TEXT": 'kubectl ignores what follows "...". Divide documents with a line of three dashes: ---',
        "fault.DUPLICATE_KEY": '"{key}" stands twice, in lines {first} and {second}, and the last one wins. Keep one.',
        "fault.BOOLEAN_WORD": "Without quotes, {seen} is the boolean {value}. Put it in quotes when you mean the word.",
        "fault.NUMBER_FORM": "{seen} is the number {value}. Write {value}, or put it in quotes when you mean the text.",
        "fault.MISSING_SPACE": '"{seen}" is one text, not a key and a value. Put a space after the colon.',
        "fault.MISSING_DASH_SPACE": 'The dash is part of the key "{seen}". Put a space after the dash.',
        # Names and types, before any rule
        "fault.unknown-kind": "The cluster knows no kind {kind} in {version}. Check how kind and apiVersion are spelt.",
        "fault.unknown-kind.near": "The cluster knows no kind {kind}. Did you mean {near}? Capitals count.",
        "fault.unknown-version": "{kind} does not belong to {version}. Its apiVersion is {near}.",
        "fault.unknown-field": "{owner} has no field {name}. Check the spelling, or whether it belongs elsewhere.",
        "fault.unknown-field.near": "{owner} has no field {name}. Did you mean {near}? Capitals count.",
        "fault.unknown-field.elsewhere": "{owner} has no field {name}; there is one at {place}. Is this line indented"
        " too far, or not far enough?",
        "fault.text-wanted": "Without quotes YAML reads this as no text, and the field takes text. Put it in quotes.",
        "fault.number-wanted": "In quotes this is text, and the field takes a number. Take the quotes off.",
        "fault.type.integer": "This field takes a whole number.",
        "fault.type.boolean": "This field takes true or false, without quotes.",
        "fault.type.list": "This field takes a list. Start each item on its own line, with a dash and a space.",
        "fault.type.map": "This field takes further fields, one a line and indented. Neither a value nor a dash goes here.",
        "fault.type": "This field takes a value of another type: {type}.",
        # The server's rules
        "fault.REQUIRED": "Something is missing: Kubernetes needs {name} here. Add it.",
        "fault.INVALID": "Kubernetes does not take this value for {name}. Change it.",
        "fault.DUPLICATE": "This stands here a second time, and each may stand only once. Change or remove one.",
        "fault.FORBIDDEN": "{name} may not be used like this together with the other fields. Remove it, or change those.",
        "fault.NOT_SUPPORTED": "{name} takes one of a few words only. Capitals count.",
        "fault.NOT_SUPPORTED.near": "{name} takes one of a few words only. Did you mean {near}? Capitals count.",
        "fault.TOO_LONG": "This is too long for {name}. Make it shorter.",
        "fault.TOO_MANY": "There are too many of these. Remove some.",
        "fault.INTERNAL": "Kubernetes could not judge this value. Write it more simply.",
        "fault.NOT_FOUND": "This names something that is not there. Check the name.",
        "fault.TYPE_INVALID": "The value has the wrong type for {name}.",
        "fault.port-names": "With more than one port, each needs a name, so that they can be told apart.",
        "fault.label": "A label's value has letters, digits, '-', '_' and '.', starts and ends with a letter or a digit,"
        " and has at most 63 characters.",
        "fault.template-labels": "The selector does not find the pods of its own template. Give the template's labels"
        " what the selector asks for.",
        "fault.limits": "It takes: {limits}.",
        "fault.example": "Example: {example}",
    }
)
