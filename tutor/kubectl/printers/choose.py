"""Picks the way in which `-o` wants objects printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.files import FileFault
from tutor.kubectl.managers import without_managers
from tutor.kubectl.printers.columns import render_columns
from tutor.kubectl.printers.gojson import compact_json
from tutor.kubectl.printers.gotemplate import GoTemplate
from tutor.kubectl.printers.govalue import go_syntax, go_text
from tutor.kubectl.printers.jsonpath import JSONPath
from tutor.kubectl.printers.jsonpath_parser import TemplateError
from tutor.kubectl.printers.structured import as_json, as_kyaml, as_yaml

Printer = Callable[[Sequence[dict[str, Any]]], str]

COMMON = (
    "go-template",
    "go-template-file",
    "json",
    "jsonpath",
    "jsonpath-as-json",
    "jsonpath-file",
    "kyaml",
    "name",
    "template",
    "templatefile",
    "yaml",
)
GET = tuple(sorted((*COMMON, "custom-columns", "custom-columns-file", "wide")))

_STRUCTURED: dict[str, Printer] = {
    "json": lambda objects: "".join(map(as_json, objects)),
    "yaml": as_yaml,
    "kyaml": as_kyaml,
}


_ANY_CASE = frozenset({"json", "yaml"})


def choose_printer(call: Call, formats: Sequence[str] = COMMON) -> Printer | None:
    """The printer that `-o` asks for; None for the command's own words. Raises CommandError for an unknown format."""
    word = str(call.flag("output"))
    template = str(call.parsed.values.get("template", ""))
    name, equals, argument = word.partition("=")
    name = name.lower() if name.lower() in _ANY_CASE else name
    if not word and template:
        name, equals, argument = "go-template", "=", template
    if not (word or template) or (name in {"name", "wide"} and name in formats):
        return None
    if name not in formats or (equals and name in _STRUCTURED):
        raise CommandError(
            f"unable to match a printer suitable for the output format {quote(word)}, "
            f"allowed formats are: {','.join(formats)}"
        )
    if name in _STRUCTURED:
        printer = _STRUCTURED[name]
        shows_managers = bool(call.parsed.values.get("show-managed-fields"))
        return printer if shows_managers else lambda objects: printer(without_managers(objects))
    return _template_printer(call, name, argument or template)


def _template_printer(call: Call, name: str, argument: str) -> Printer:
    family = {"template": "go-template", "templatefile": "go-template-file"}.get(name, name)
    if not argument:
        if family.startswith("custom-columns"):
            raise CommandError("custom-columns format specified but no custom columns given")
        raise CommandError("template format specified but no template given")
    if family.endswith("-file"):
        argument, family = _read(call, argument), family.removesuffix("-file")
    missing = bool(call.parsed.values.get("allow-missing-template-keys", True))
    return _TEMPLATES[family](call, argument, missing)


def _read(call: Call, path: str) -> str:
    content = call.context.files.read(path)
    if isinstance(content, FileFault):
        raise CommandError(f"error reading template {path}, open {content}\n")
    return content.decode("utf-8", "replace")


def _jsonpath(_: Call, template: str, missing: bool, *, as_list: bool = False) -> Printer:
    try:
        path = JSONPath.parse(template, allow_missing=missing)
    except TemplateError as fault:
        raise CommandError(f"error parsing jsonpath {template}, {fault}\n") from None

    def show(objects: Sequence[dict[str, Any]]) -> str:
        return "".join(map(one, objects))

    def one(body: dict[str, Any]) -> str:
        try:
            return path.render_json(body) if as_list else path.render(body)
        except TemplateError as fault:
            raise CommandError(
                f"error executing jsonpath {quote(template)}: Error executing template: {fault}. Printing more "
                f"information for debugging the template:\n\ttemplate was:\n\t\t{template}\n\tobject given to jsonpath "
                f"engine was:\n\t\t{go_syntax(body)}\n\n\n"
            ) from None

    return show


def _gotemplate(call: Call, text: str, missing: bool) -> Printer:
    try:
        template = GoTemplate.parse(text)
    except TemplateError as fault:
        raise CommandError(f"error parsing template {text}, {fault}\n") from None

    def show(objects: Sequence[dict[str, Any]]) -> str:
        written: list[str] = []
        for body in objects:
            try:
                written.extend(template.pieces(body, allow_missing=missing))
            except TemplateError as fault:
                call.say("".join(written) + _debugging(text, body, fault))
                raise CommandError(f"error executing template {quote(text)}: {fault}") from None
        return "".join(written)

    return show


def _debugging(text: str, body: dict[str, Any], fault: TemplateError) -> str:
    """What goes to standard output behind what a broken template has written. Mirrors GoTemplatePrinter.PrintObj."""
    return (
        f"Error executing template: {fault}. Printing more information for debugging the template:\n"
        f"\ttemplate was:\n\t\t{text}\n\traw data was:\n\t\t{compact_json(body)}\n"
        f"\tobject given to template engine was:\n\t\t{go_text(body)}\n\n"
    )


def _columns(call: Call, spec: str, _: bool) -> Printer:
    headers = not call.parsed.values.get("no-headers", False)
    return lambda objects: render_columns(spec, objects, headers=headers)


_TEMPLATES: dict[str, Callable[[Call, str, bool], Printer]] = {
    "jsonpath": _jsonpath,
    "jsonpath-as-json": lambda call, template, missing: _jsonpath(call, template, missing, as_list=True),
    "go-template": _gotemplate,
    "custom-columns": _columns,
}
