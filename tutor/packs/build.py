"""From the values of a lesson's files, whose shapes are known to be right, to a frozen Lesson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from tutor.manifest import parse
from tutor.packs.faults import FAULTS, build_fault, build_planned
from tutor.packs.model import (
    Allow,
    App,
    Assist,
    Check,
    FeedbackRule,
    Hints,
    Lesson,
    Localized,
    Meta,
    Outcome,
    Partial,
    Proof,
    Step,
    Task,
    World,
)
from tutor.packs.vocabulary import CHECK_KINDS

Row = Mapping[str, Any]
_FILE = "service.yaml"
_SCRIPT = ({"apply": "starter"}, {"settle": True}, {"apply": "submission"}, {"settle": True})


def build_lesson(row: Row, texts: Localized, pack_id: str) -> Lesson:
    """Read a lesson; `texts` are the files of its folder, missing ones must have been reported."""
    rule = row.get("submission", {})
    files = tuple(rule.get("files", (_FILE,)))
    starter = _chosen(rule.get("starter", "starter.yaml"), files, texts)
    checks = tuple(_check(one) for one in row["checks"])
    return Lesson(
        id=row["id"],
        uuid=row.get("uuid", f"{pack_id}/{row['id']}"),
        rev=row.get("rev", 1),
        status=row.get("status", "wip"),
        title=row["title"],
        meta=_meta(row.get("meta", {})),
        files=texts,
        submission=files,
        allow=_allow(rule.get("allow", {}), starter),
        starter=starter,
        solution=_chosen(row.get("solution", "solution.yaml"), files, texts),
        world=_world(row.get("world", {}), row.get("behaviour", {}), texts),
        script=tuple(_step(one) for one in row.get("script", _SCRIPT)),
        tasks=_tasks(row, checks),
        guards=tuple(_check(one) for one in row.get("guards", ())),
        checks=checks,
        feedback=tuple(FeedbackRule(**one) for one in row.get("feedback", ())),
        hints=_hints(row.get("hints", {})),
        assist=Assist(fixes=row.get("assist", {}).get("fixes", True)),
        proof=_proof(row.get("proof", {})),
        prose={},
    )


def _chosen(named: str | Mapping[str, str], files: tuple[str, ...], texts: Localized) -> Localized:
    """Pair submission files with the texts that a lesson names for them."""
    chosen = {files[0]: named} if isinstance(named, str) else named
    return {file: texts.get(name, "") for file, name in chosen.items()}


def _meta(row: Row) -> Meta:
    return Meta(
        level=row.get("level", "basic"),
        minutes=row.get("minutes", 10),
        teaches=tuple(row.get("teaches", ())),
        requires=tuple(row.get("requires", ())),
    )


def _allow(row: Row, starter: Localized) -> Allow:
    """Take what the lesson says; what it leaves out follows the starter."""
    kinds, objects = starter_objects(starter)
    return Allow(
        kinds=tuple(row.get("kinds", kinds)),
        objects=tuple(row.get("objects", objects)),
        documents=row.get("documents", 100),
    )


def starter_objects(starter: Localized) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the kinds (v1/Service) and the objects (Service/default/web) of a starter, sorted."""
    kinds: set[str] = set()
    objects: set[str] = set()
    for text in starter.values():
        for document in parse(text).documents:
            if isinstance(document.value, dict):
                row = cast("Row", document.value)
                named = row.get("metadata")
                meta = named if isinstance(named, dict) else {}
                kinds.add(f"{row.get('apiVersion')}/{row.get('kind')}")
                objects.add(f"{row.get('kind')}/{meta.get('namespace', 'default')}/{meta.get('name')}")
    return tuple(sorted(kinds)), tuple(sorted(objects))


def _world(row: Row, behaviour: Row, texts: Localized) -> World:
    return World(
        nodes=tuple(row.get("nodes", ())),
        objects=texts.get(row.get("objects", "world.yaml"), ""),
        apps=tuple(_app(one) for one in row.get("apps", ())),
        proxy=behaviour.get("proxy", "ipvs"),
        load_balancer=row.get("load-balancer", "none"),
        seed=row.get("seed", 0),
        faults=tuple(build_planned(one) for one in row.get("faults", ())),
    )


def _app(row: Row) -> App:
    listen = row["listen"]
    tcp, udp = (_ports(listen.get(protocol, ())) for protocol in ("tcp", "udp"))
    return App(pods=row["pods"], tcp=tcp, udp=udp, reply=row.get("reply", "hostname"))


def _ports(said: int | Iterable[int]) -> tuple[int, ...]:
    """Read one port or several."""
    return (said,) if isinstance(said, int) else tuple(said)


def _step(row: Row) -> Step:
    verb, argument = next(iter(row.items()))
    if verb in FAULTS:
        return Step(verb="fault", argument=verb, fault=build_fault(verb, argument))
    return Step(verb=cast("Any", verb), argument="" if argument is True else str(argument))


def _tasks(row: Row, checks: tuple[Check, ...]) -> tuple[Task, ...]:
    """Read the tasks in the order of their numbers; a lesson without has one task with all checks."""
    rows = row.get("tasks") or {"1": {"title": row["title"], "checks": [check.id for check in checks]}}
    return tuple(
        Task(id=name, title=rows[name]["title"], checks=tuple(rows[name]["checks"])) for name in sorted(rows, key=int)
    )


def _check(row: Row) -> Check:
    kind = next(name for name in CHECK_KINDS if name in row)
    return Check(
        id=row["id"],
        kind=kind,
        ask=row[kind],
        expect=row.get("expect"),
        points=row.get("points", 0),
        cap=row.get("cap"),
        title=row.get("title", {}),
        needs=tuple(row.get("needs", ())),
        visibility=row.get("visibility", "visible"),
        partial=tuple(_partial(one) for one in row.get("partial", ())),
        docs=row.get("docs", ""),
    )


def _partial(row: Row) -> Partial:
    measure = next(name for name in row if name != "points")
    return Partial(measure=cast("Any", measure), least=row[measure], points=row["points"])


def _hints(row: Row) -> Hints:
    return Hints(
        levels=row.get("levels", 3),
        cost=tuple(row.get("cost", ())),
        last_shows_solution=row.get("last-shows-solution", False),
    )


def _proof(row: Row) -> Proof:
    return Proof(
        starter=_outcome(row.get("starter", {"score": 0})),
        solution=_outcome(row.get("solution", {})),
        also_passes=tuple(row.get("also-passes", ())),
        mistakes={name: _outcome(one) for name, one in row.get("mistakes", {}).items()},
    )


def _outcome(row: Row) -> Outcome:
    fails = row.get("fails")
    return Outcome(
        score=row.get("score"),
        fails=None if fails is None else tuple(fails),
        guard=row.get("guard", ""),
        feedback=row.get("feedback", ""),
        status=row.get("status", "graded"),
        code=row.get("code", ""),
        also=tuple(row.get("also", ())),
    )
