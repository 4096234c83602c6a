"""Rules L2 and L3: whatever a lesson names must exist, once, without cycles; whatever it does not name must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from tutor.cluster.names import SEED_NAMES
from tutor.manifest import Path
from tutor.packs.faults import NODE_FAULTS
from tutor.packs.problem import Problem
from tutor.packs.shape import faults
from tutor.packs.vocabulary import CHECK_KINDS, EXPECT
from tutor.packs.yaml_file import YamlFile

Row = Mapping[str, Any]
Named = tuple[Path, str]


def lesson_problems(file: YamlFile, folder: str, names: frozenset[str], docs: frozenset[str]) -> Iterator[Problem]:
    """Check one lesson whose shape is right; `names` are the files of its folder."""
    row: Any = file.value
    if row["id"] != folder:
        yield file.problem("L2", f'the id "{row["id"]}" is not the folder\'s name "{folder}"', ("id",))
    yield from _expectations(file, row)
    yield from _twice(file, [*_ids(row, "guards"), *_ids(row, "checks")])
    yield from _twice(file, list(_ids(row, "feedback")))
    yield from _unknown(file, _check_names(row), {name for _, name in (*_ids(row, "guards"), *_ids(row, "checks"))})
    yield from _unknown(file, _feedback_names(row), {name for _, name in _ids(row, "feedback")})
    yield from _unknown(file, _docs_names(row), docs)
    yield from _unknown(file, _fault_nodes(row), _nodes(row))
    yield from _untasked(file, row)
    yield from _cycle(file, {one["id"]: one.get("needs", ()) for one in (*row.get("guards", ()), *row["checks"])})
    yield from _files(file, row, names)


def _expectations(file: YamlFile, row: Row) -> Iterator[Problem]:
    """Hold each `expect` against the shape of its check kind."""
    for part in ("guards", "checks"):
        for index, one in enumerate(row.get(part, ())):
            kind = next(name for name in CHECK_KINDS if name in one)
            path: Path = (part, index, "expect")
            if "expect" not in one:
                continue
            if kind not in EXPECT:
                yield file.problem("L1", f'"{kind}" takes no "expect"', path, key=True)
                continue
            for fault in faults(EXPECT[kind], one["expect"], path):
                yield file.problem("L1", fault.message, fault.path, key=fault.key)


def _ids(row: Row, part: str) -> tuple[Named, ...]:
    return tuple(((part, index, "id"), one["id"]) for index, one in enumerate(row.get(part, ())))


def _twice(file: YamlFile, named: list[Named]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield file.problem("L2", f'the id "{name}" is used twice', path)
        seen.add(name)


def _unknown(file: YamlFile, named: Iterator[Named], known: set[str] | frozenset[str]) -> Iterator[Problem]:
    for path, name in named:
        if name not in known:
            yield file.problem(
                "L2", f'nothing here is called "{name}"; known: {", ".join(sorted(known)) or "none"}', path
            )


def _check_names(row: Row) -> Iterator[Named]:
    """Name every place that speaks of a check or a guard."""
    for task, one in row.get("tasks", {}).items():
        yield from _listed(("tasks", task, "checks"), one["checks"])
    for part in ("guards", "checks"):
        for index, one in enumerate(row.get(part, ())):
            yield from _listed((part, index, "needs"), one.get("needs", ()))
    for index, one in enumerate(row.get("feedback", ())):
        yield from _when_names(one["when"], ("feedback", index, "when"))
    for path, outcome in _outcomes(row):
        yield from _listed((*path, "fails"), outcome.get("fails", ()))
        if "guard" in outcome:
            yield (*path, "guard"), outcome["guard"]


def _when_names(when: Row, path: Path) -> Iterator[Named]:
    if "failed" in when:
        yield (*path, "failed"), when["failed"]
    for word in ("http", "tcp", "udp"):
        if word in when:
            yield (*path, word, "check"), when[word]["check"]
    if "not" in when:
        yield from _when_names(when["not"], (*path, "not"))
    for index, one in enumerate(when.get("all", ())):
        yield from _when_names(one, (*path, "all", index))


def checks_of(when: Row) -> Iterator[str]:
    """The checks that a feedback's condition speaks of."""
    return (name for _, name in _when_names(when, ()))


def _listed(path: Path, names: list[str] | tuple[()]) -> Iterator[Named]:
    for index, name in enumerate(names):
        yield (*path, index), name


def _outcomes(row: Row) -> Iterator[tuple[Path, Row]]:
    proof = row.get("proof", {})
    for part in ("starter", "solution"):
        if part in proof:
            yield ("proof", part), proof[part]
    for name, one in proof.get("mistakes", {}).items():
        yield ("proof", "mistakes", name), one


def _feedback_names(row: Row) -> Iterator[Named]:
    for path, outcome in _outcomes(row):
        if "feedback" in outcome:
            yield (*path, "feedback"), outcome["feedback"]


def _docs_names(row: Row) -> Iterator[Named]:
    for part in ("guards", "checks", "feedback"):
        for index, one in enumerate(row.get(part, ())):
            if "docs" in one:
                yield (part, index, "docs"), one["docs"]


def _fault_nodes(row: Row) -> Iterator[Named]:
    """Name every machine that is switched off or on."""
    for part, rows in (("world", row.get("world", {}).get("faults", ())), ("script", row.get("script", ()))):
        for index, one in enumerate(rows):
            place: Path = ("world", "faults", index) if part == "world" else ("script", index)
            yield from (((*place, word), one[word]) for word in NODE_FAULTS if word in one)


def _nodes(row: Row) -> set[str]:
    return set(row.get("world", {}).get("nodes") or SEED_NAMES)


def _untasked(file: YamlFile, row: Row) -> Iterator[Problem]:
    """A check that gives points must belong to a task, or nobody knows what to do for them."""
    tasked = {name for one in row.get("tasks", {}).values() for name in one["checks"]}
    if "tasks" in row:
        for index, one in enumerate(row["checks"]):
            if one["points"] and one["id"] not in tasked:
                yield file.problem("L2", f'the check "{one["id"]}" belongs to no task', ("checks", index, "id"))


def _cycle(file: YamlFile, needs: Mapping[str, list[str]]) -> Iterator[Problem]:
    message = cycle_in(needs)
    if message:
        yield file.problem("L2", f"checks need each other in a circle: {message}", ("checks",))


def cycle_in(graph: Mapping[str, list[str]]) -> str:
    """Name a circle in a graph as `a -> b -> a`; "" when there is none."""
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return " -> ".join(error.args[1])
    return ""


def _files(file: YamlFile, row: Row, names: frozenset[str]) -> Iterator[Problem]:
    listed = dict(_file_names(row, names))
    for name, path in listed.items():
        if name not in names:
            yield file.problem("L3", f'the file "{name}" is not there', path)
    for name in sorted(names - listed.keys() - {"lesson.yaml"}):
        yield file.problem("L3", f'the file "{name}" is not named by lesson.yaml; remove it, or name it there')


def _file_names(row: Row, names: frozenset[str]) -> Iterator[tuple[str, Path]]:
    """Name every file that a lesson uses, with the place that says so."""
    world, rule = row.get("world", {}), row.get("submission", {})
    if "objects" in world or "world.yaml" in names:
        yield world.get("objects", "world.yaml"), ("world", "objects")
    for value, path in (
        (rule.get("starter", "starter.yaml"), ("submission", "starter")),
        (row.get("solution", "solution.yaml"), ("solution",)),
    ):
        for name in (value,) if isinstance(value, str) else value.values():
            yield name, path
    for index, step in enumerate(row.get("script", ())):
        verb, argument = next(iter(step.items()))
        if verb == "create" or (verb == "apply" and argument not in {"starter", "submission"}):
            yield argument, ("script", index, verb)
    proof = row.get("proof", {})
    for index, name in enumerate(proof.get("also-passes", ())):
        yield name, ("proof", "also-passes", index)
    for name, one in proof.get("mistakes", {}).items():
        yield name, ("proof", "mistakes", name)
        for index, other in enumerate(one.get("also", ())):
            yield other, ("proof", "mistakes", name, "also", index)
