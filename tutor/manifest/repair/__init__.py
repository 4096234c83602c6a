"""Own quick fixes: changes to a manifest's text that leave its comments, order and style as they are."""

from __future__ import annotations

from tutor.manifest.repair.fields import make_list, put_value, remove_value, take_item
from tutor.manifest.repair.lines import line_repairs
from tutor.manifest.repair.model import Edit, Repair, apply
from tutor.manifest.repair.names import nearest
from tutor.manifest.repair.noted import noted_repairs
from tutor.manifest.repair.separators import separator_repairs
from tutor.manifest.repair.structure import name_ports, set_value
from tutor.manifest.repair.syntax import reindent, syntax_repairs
from tutor.manifest.repair.values import (
    label_repairs,
    quote,
    remove_tag,
    rename_key,
    replace_text,
    replace_value,
    unquote,
)
from tutor.manifest.repair.whole import text_repairs

__all__ = [
    "Edit",
    "Repair",
    "apply",
    "label_repairs",
    "line_repairs",
    "make_list",
    "name_ports",
    "nearest",
    "noted_repairs",
    "put_value",
    "quote",
    "reindent",
    "remove_tag",
    "remove_value",
    "rename_key",
    "replace_text",
    "replace_value",
    "separator_repairs",
    "set_value",
    "syntax_repairs",
    "take_item",
    "text_repairs",
    "unquote",
]
