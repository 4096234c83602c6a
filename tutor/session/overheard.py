"""What another program did to the cluster, as a line for the console that does the same again."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from tutor.api.codec import encode
from tutor.api.kinds import kind_of
from tutor.cluster.store import StoreState
from tutor.values import frozen, replace

_OWN = ("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink")
_MARK = ": elsewhere "
Verb = Literal["created", "configured", "deleted"]


@frozen
class Done:
    """One object that was written: its resource with the group, its manifest as it is now, "" when it goes."""

    verb: Verb
    resource: str
    name: str
    namespace: str
    manifest: str = ""

    @property
    def said(self) -> str:
        """What kubectl would have printed."""
        if self.verb == "deleted":
            place = f" from {self.namespace} namespace" if self.namespace else ""
            return f'{self.resource} "{self.name}" deleted{place}\n'
        return f"{self.resource}/{self.name} {self.verb}\n"


def changes(before: StoreState, after: StoreState) -> tuple[Done, ...]:
    """The objects that somebody made, changed or deleted; events and states of objects are no deeds."""
    return tuple(_changes(before, after))


def line_of(done: Sequence[Done]) -> str:
    """One line for the console that does all of it, whatever it was that had done it."""
    return "; ".join(map(_command, done))


def marked(title: str, line: str) -> str:
    """The line with what it stands for in front, which the shell passes over."""
    return f"{_MARK}{shlex.quote(title)}; {line}"


def title_of(line: str) -> str:
    """What a line stands for that was made by `marked`, "" for one that somebody typed."""
    if not line.startswith(_MARK):
        return ""
    try:
        return shlex.split(line)[2].removesuffix(";")
    except (ValueError, IndexError):  # progress may come from anywhere
        return ""


def _changes(before: StoreState, after: StoreState) -> Iterator[Done]:
    for bucket in sorted(before.objects.keys() | after.objects.keys()):
        old, new = before.objects.get(bucket, {}), after.objects.get(bucket, {})
        if old is new or bucket[0] == "Event":
            continue
        for name in sorted(old.keys() | new.keys()):
            was, now = old.get(name), new.get(name)
            if was is not now:
                yield from _difference(was, now)


def _difference(was: Any, now: Any) -> Iterator[Done]:
    obj = was if now is None else now
    kind, meta = kind_of(obj), obj.metadata
    known = Done(verb="deleted", resource=kind.singular_resource, name=meta.name, namespace=meta.namespace)
    if now is None or (meta.deletion_timestamp and was is not None and not was.metadata.deletion_timestamp):
        yield known
    elif was is None:
        yield replace(known, verb="created", manifest=_manifest(now))
    elif _manifest(was) != _manifest(now):
        yield replace(known, verb="configured", manifest=_manifest(now))


def _manifest(obj: Any) -> str:
    """What somebody may write of an object, as JSON."""
    body = encode(obj)
    body.pop("status", None)
    body["metadata"] = {name: value for name, value in body["metadata"].items() if name not in _OWN}
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def _command(done: Done) -> str:
    if done.verb == "deleted":
        place = f" -n {done.namespace}" if done.namespace else ""
        return f"kubectl delete {done.resource} {done.name}{place} --wait=false"
    verb = "create" if done.verb == "created" else "replace"
    return f"echo {shlex.quote(done.manifest)} | kubectl {verb} -f -"
