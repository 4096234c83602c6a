"""What a quick fix does, in English: ids start with `repair.`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "repair.add-colon": "Line {line}: add the missing colon",
        "repair.all": "All of these that fit together",
        "repair.bare-separator": "Line {line}: leave --- alone on its line",
        "repair.close": "Line {line}: close with {sign}",
        "repair.make-list": "Line {line}: make a list of it",
        "repair.part-documents": "Line {line}: divide the documents with ---",
        "repair.put-value": "Line {line}: add {path}: {value}",
        "repair.reindent": "Line {line}: indent by {to} spaces in place of {from}",
        "repair.remove-control": "Remove invisible characters (places: {count}, from line {line})",
        "repair.remove-directive": "Line {line}: remove the % line",
        "repair.remove-tag": "Line {line}: remove {seen}",
        "repair.remove-value": "Line {line}: remove {name}",
        "repair.take-item": "Line {line}: take the dash away",
        "repair.add-space": "Line {line}: add the missing space to {seen}",
        "repair.curly-quotes": "Replace curly quotes with straight ones (places: {count}, from line {line})",
        "repair.name-ports": "Name the ports: {names}",
        "repair.no-break-spaces": "Replace no-break spaces with ordinary spaces (places: {count}, from line {line})",
        "repair.quote": "Line {line}: put quotes around {seen}",
        "repair.remove-duplicate": "Line {line}: remove {key}, which stands in line {other} too",
        "repair.remove-pasted": "Remove lines that came along with copy and paste (lines: {count}, from line {line})",
        "repair.rename-key": "Line {line}: rename {was} to {to}",
        "repair.replace-value": "Line {line}: replace {was} with {to}",
        "repair.set-value": "Line {line}: set {path} to {value}",
        "repair.tabs": "Indent with spaces in place of tabs (places: {count}, from line {line})",
        "repair.unquote": "Line {line}: take the quotes off {seen}",
        "repair.clean": "Clean up what was pasted: {seen}",
        "repair.seen.remove-pasted": "prompts and fences",
        "repair.seen.no-break-spaces": "no-break spaces",
        "repair.seen.curly-quotes": "curly quotes",
        "repair.seen.tabs": "tabs",
        "repair.seen.remove-control": "invisible characters",
    }
)
