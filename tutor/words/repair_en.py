"""What a quick fix does, in English: ids start with `repair.`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
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
    }
)
