"""Own quick fixes: changes to a manifest's text that leave its comments, order and style as they are."""

from __future__ import annotations

from tutor.manifest.repair.lines import line_repairs
from tutor.manifest.repair.model import Edit, Repair, apply
from tutor.manifest.repair.names import nearest
from tutor.manifest.repair.noted import noted_repairs
from tutor.manifest.repair.structure import name_ports, set_value
from tutor.manifest.repair.values import label_repairs, quote, rename_key, replace_value, unquote
from tutor.manifest.repair.whole import text_repairs

__all__ = [
    "Edit",
    "Repair",
    "apply",
    "label_repairs",
    "line_repairs",
    "name_ports",
    "nearest",
    "noted_repairs",
    "quote",
    "rename_key",
    "replace_value",
    "set_value",
    "text_repairs",
    "unquote",
]
