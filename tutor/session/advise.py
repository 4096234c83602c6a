"""Says a fault in the learner's language: what was seen, why, and what to do, under kubectl's own line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tutor import words
from tutor.api import kinds
from tutor.api.kinds import Kind
from tutor.api.status import Status
from tutor.api.wire import Path
from tutor.manifest import Problem
from tutor.manifest.repair import nearest
from tutor.values import frozen


@frozen
class Advice:
    """What a fault is (`code`), what to say of it, and the word that was meant, if one is near."""

    code: str
    text: str
    to: str = ""


def of_problem(problem: Problem, locale: str) -> Advice:
    """Advise on text that is no YAML, or that YAML reads otherwise than it looks."""
    case = f"fault.{problem.code}.{problem.params.get('case', '')}"
    id_ = case if words.known(case) else f"fault.{problem.code}"
    to = problem.params.get("value", "") if problem.code == "NUMBER_FORM" else ""
    params = {"since": str(problem.span.start.line), **problem.params}
    return Advice(code=problem.code, text=words.text(locale, id_, params), to=to)


def identity(version: str, kind: str, locale: str, served: Iterable[Kind]) -> Advice | None:
    """Advise on an apiVersion and kind that the cluster does not have; None for those that it has."""
    params = {"kind": kind, "version": version}
    row = kinds.by_gvk(version, kind)
    if row is not None:
        return None if row in served else advice("not-installed", locale, params)
    if (version, kind) in kinds.UNSIMULATED:
        return advice("not-simulated", locale, params)
    right = next((row.api_version for row in kinds.ALL_KINDS if row.kind == kind), "")
    right = right or next((known for known, name in kinds.UNSIMULATED if name == kind), "")
    if right:
        return advice("unknown-version", locale, params, right)
    meant = kinds.by_resource(kind)
    known = [row.kind for row in kinds.ALL_KINDS] + [name for _, name in kinds.UNSIMULATED]
    return advice("unknown-kind", locale, params, meant.kind if meant else nearest(kind, known) or "")


def of_identity(code: str, locale: str, params: Mapping[str, str]) -> Advice:
    """Advise on a document that does not say what it is; `params["case"]` picks nearer words."""
    id_ = f"fault.{code}.{params.get('case')}"
    id_ = id_ if words.known(id_) else f"fault.{code}"
    return Advice(code=code, text=words.text(locale, id_, params), to=params.get("example", ""))


def of_refusal(status: Status, path: Path, locale: str, live: Mapping[str, Any] | None) -> Advice:
    """Advise on what only the server of this cluster refuses: a value that is not free, or a change.

    `live` is the object as the cluster has it, if it has one.
    """
    code = "no-namespace" if status.reason == "NotFound" else "webhook" if status.reason == "Forbidden" else ""
    code = code or ("not-free" if live is None else "unchangeable")
    told = advice(code, locale, {"name": next((part for part in reversed(path) if isinstance(part, str)), "")})
    old = value_at(live, path) if code == "unchangeable" else None
    return Advice(code=code, text=told.text, to=str(old)) if isinstance(old, str | int) else told


def advice(code: str, locale: str, params: Mapping[str, str], near: str = "") -> Advice:
    """Fill the sentence of a code; with the word that was meant, the one that asks for it."""
    id_ = f"fault.{code}.near" if near and words.known(f"fault.{code}.near") else f"fault.{code}"
    return Advice(code=code, text=words.text(locale, id_, {**params, "near": near}), to=near)


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path of an object, None where nothing does."""
    for part in path:
        entry = isinstance(value, dict) and part in value
        item = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not entry and not item:
            return None
        value = value[part]
    return value
