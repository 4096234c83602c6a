"""`kubectl cordon` and `kubectl uncordon`: whether a node takes new pods."""

from __future__ import annotations

from typing import Any

from tutor.api.core import Node
from tutor.api.kinds import NODE
from tutor.api.status import StatusError
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.kindwords import kind_named
from tutor.kubectl.resources import Query, Target, namespace_of, resolve
from tutor.kubectl.results import SUFFIXES


def run_cordon(call: Call) -> None:
    """Keep new pods away from nodes."""
    cordon(call, nodes_of(call), unschedulable=True)


def run_uncordon(call: Call) -> None:
    """Let nodes take pods again."""
    cordon(call, nodes_of(call), unschedulable=False)


def nodes_of(call: Call) -> tuple[Node, ...]:
    """The nodes that were named or selected; the first that is missing is an error."""
    if not call.args and not call.given("selector"):
        raise call.usage_error(f"USAGE: {call.command.name} NODE [flags]")
    if call.args and call.flag("selector"):
        raise call.usage_error("cannot specify both a node name and a --selector option")
    _ = call.dry_run
    named = tuple(_target(call, word) for word in call.args)
    query = Query(kinds=(NODE,)) if call.flag("selector") else Query(targets=named)
    found: list[Node] = []
    for one in resolve(call, query):
        if isinstance(one, CommandError | StatusError):
            raise one
        kind = one[0].kind
        if kind is not NODE:
            resource = f"{kind.group}/{kind.version}, Resource={kind.plural}"
            raise CommandError(f'error: expected resource of type node, got "{resource}"')
        found.append(one[1])
    return tuple(found)


def _target(call: Call, word: str) -> Target:
    """A node may be named as `node/kube-node1` too; what else is named so is found before it is refused."""
    head, slash, name = word.partition("/")
    kind = kind_named(head, call.custom_kinds) if slash else NODE
    return Target(kind=kind, namespace=namespace_of(kind, call.namespace), name=name if slash else word)


def cordon(call: Call, nodes: tuple[Node, ...], *, unschedulable: bool) -> None:
    """Mark nodes and say what became of each. Mirrors RunCordonOrUncordon."""
    word = "cordoned" if unschedulable else "uncordoned"
    for node in nodes:
        name = node.metadata.name
        if node.spec.unschedulable == unschedulable:
            call.say(f"node/{name} already {word}{SUFFIXES[call.dry_run]}\n")
            continue
        if call.dry_run != "client":
            body: Any = {"spec": {"unschedulable": True if unschedulable else None}}
            call.client.patch(NODE, name, body, "", dry_run=call.dry_run == "server")
        call.say(f"node/{name} {word}{SUFFIXES[call.dry_run]}\n")
