"""Own repairs that add to a manifest's structure: what is added, and what the document must mean afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from ruamel.yaml.comments import CommentedMap

from tutor.manifest.dump import dump
from tutor.manifest.model import Document, Path
from tutor.manifest.parsing import parse
from tutor.manifest.repair.model import Repair, apply
from tutor.manifest.repair.roundtrip import Change, Put, rewrite

_KNOWN_PORTS: Final[Mapping[object, str]] = {53: "dns", 80: "http", 443: "https"}


def name_ports(text: str, document: Document, path: Path) -> Repair | None:
    """Name the unnamed ports of the list at a path, which several ports need."""
    ports = _at(document.value, path)
    if not isinstance(ports, list) or not all(isinstance(port, dict) for port in ports):
        return None
    names = _names(ports)

    def change(root: Any, put: Put) -> None:
        for number, name in names.items():
            port = _at(root, path)[number]
            port.pop("name", None)
            _insert_first(port, "name", put(name))

    params = {"names": ", ".join(names.values())}
    return made(text, document, change, "repair.name-ports", params) if names else None


def set_value(text: str, document: Document, path: Path, value: bool | float | str | None) -> Repair | None:
    """Put a scalar at a path of names, adding the mappings on the way; None where something else stands there."""
    steps = [step for step in path if isinstance(step, str)]
    written = dump(value).rstrip("\n")
    if not steps or len(steps) != len(path) or "\n" in written:
        return None

    def change(root: Any, put: Put) -> None:
        for step in steps[:-1]:
            if root.get(step) is None or root[step] == "":
                root[put(step)] = CommentedMap()
            root = root[step]
        root[put(steps[-1])] = put(value)

    params = {"path": ".".join(steps), "value": written}
    return made(text, document, change, "repair.set-value", params) if _open(document.value, steps) else None


def made(text: str, document: Document, change: Change, id_: str, params: dict[str, str]) -> Repair | None:
    """Make a repair, once the changed text is read back and means just what was wanted."""
    edits = rewrite(text, document, change)
    if not edits:
        return None
    params["line"] = str(edits[0].span.start.line)
    repair = Repair(id=id_, edits=edits, params=params)
    wanted: Any = deepcopy(document.value)
    change(wanted, lambda value: value)
    documents = parse(apply(text, repair)).documents
    read = documents[document.index] if document.index < len(documents) else None
    return repair if read is not None and read.error is None and read.value == wanted else None


def _names(ports: list[Any]) -> dict[int, str]:
    """Choose a name for each port that has none, never one twice."""
    used = {port.get("name") for port in ports if isinstance(port.get("name"), str)}
    names: dict[int, str] = {}
    for number, port in enumerate(ports):
        if port.get("name"):
            continue
        seen = port.get("port")
        known = _KNOWN_PORTS.get(seen) if isinstance(seen, int) else None
        name = known or (f"port-{seen}" if isinstance(seen, int) and 0 < seen < 65536 else f"port-{number + 1}")
        while name in used:
            name += "-" + (str(port.get("protocol", "x")).lower() if len(name) < 8 else str(number))
        used.add(name)
        names[number] = name
    return names


def _insert_first(port: Any, key: str, value: object) -> None:
    if isinstance(port, CommentedMap):
        port.insert(0, key, value)
    else:
        port[key] = value


def _at(value: Any, path: Path) -> Any:
    for step in path:
        inside = isinstance(value, list if isinstance(step, int) else dict)
        if not inside or (isinstance(step, int) and step >= len(value)):
            return None
        value = value[step] if isinstance(step, int) else value.get(step)
    return value


def _open(value: Any, steps: list[str]) -> bool:
    """Say whether mappings, or nothing, stand on the way to the last step."""
    for step in steps:
        if not isinstance(value, dict):
            return value is None
        value = value.get(step)
    return not isinstance(value, dict | list)
