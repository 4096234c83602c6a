"""Watch: the changes that a selection sees, as lines of JSON, until the client goes or its time is up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

from tutor.api.codec import encode
from tutor.api.kinds import Kind
from tutor.api.status import StatusError, gone
from tutor.cluster.objects import amend, key_of
from tutor.cluster.store import Change, Key, Store
from tutor.server.addresses import Target
from tutor.server.checks import check_list
from tutor.server.exchange import Ask, Stream, compact
from tutor.server.options import Selection, number_of, revision_of, selection
from tutor.server.partial import partial, wants_partial
from tutor.server.reading import objects_at
from tutor.server.tables import later_table, table, wants_table
from tutor.server.world import World

LONGEST, BOOKMARK_SECONDS = 1800.0, 60.0
_INITIAL_END = "k8s.io/initial-events-end"


def watch_objects(world: World, target: Target, ask: Ask) -> Stream:
    """A stream of events; raises StatusError for what is wrong with the request itself."""
    check_list(ask)
    namespace = None if target.everywhere or not target.resource.namespaced else target.namespace
    chosen = selection(ask, namespace, target.name)
    revision = revision_of(ask)
    kind = target.resource.row
    if kind is None:
        return Stream(parts=_silence(number_of(ask, "timeoutSeconds")))
    watch = Watch(world, kind, chosen, ask)
    chosen.check(kind)
    return Stream(parts=watch.run(revision))


class Watch:
    """One open watch: where it stands in the log and how its events are written."""

    def __init__(self, world: World, kind: Kind, chosen: Selection, ask: Ask) -> None:
        self._world = world
        self._kind = kind
        self._chosen = chosen
        self._ask = ask
        self._as_table = wants_table(ask)
        self._partial = wants_partial(ask)
        self._bookmarks = ask.truth("allowWatchBookmarks")
        self._first = True
        self._at = 0
        self._branch = world.branch
        self._known: dict[Key, Any] = {}  # what the client has by now

    async def run(self, revision: int | None) -> AsyncIterator[bytes]:
        """The events since a revision, or from the present state on."""
        event = self._world.listen()
        try:
            for part in self._begin(revision):
                yield part
            async for part in self._follow(event):
                yield part
        except StatusError as error:
            yield _line("ERROR", error.status.encode())
        finally:
            self._world.leave(event)

    def _begin(self, revision: int | None) -> Iterator[bytes]:
        store = self._world.cluster.store
        initial = self._ask.truth("sendInitialEvents")
        self._at = store.revision if initial or not revision else revision
        since = not initial and (bool(revision) or "sendInitialEvents" in self._ask.query)
        if since:
            self._since(store)
        for obj in objects_at(store, self._kind.kind, self._at) if since else store.list(self._kind.kind):
            if self._chosen.fits(obj):
                self._known[key_of(obj)] = obj
                if not since:
                    yield self._line("ADDED", obj)
        if initial and self._bookmarks:
            yield self._bookmark({_INITIAL_END: "true"})

    async def _follow(self, event: asyncio.Event) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        wanted = number_of(self._ask, "timeoutSeconds")
        end = loop.time() + min(wanted or LONGEST, LONGEST)
        marked = loop.time()
        while True:
            event.clear()
            for part in self._news():
                yield part
            now = loop.time()
            if self._bookmarks and now - marked >= BOOKMARK_SECONDS:
                marked = now
                yield self._bookmark({})
            if now >= end:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), min(end - now, BOOKMARK_SECONDS))

    def _news(self) -> Iterator[bytes]:
        """What has changed since the last look; raises StatusError when that is too long ago."""
        store = self._world.cluster.store
        if self._branch != self._world.branch:
            self._branch, self._at = self._world.branch, store.revision
            yield from self._difference({key_of(obj): obj for obj in store.list(self._kind.kind)})
            return
        changes = self._since(store)
        self._at = max(self._at, store.revision)
        for change in changes:
            if change.key.kind == self._kind.kind:
                yield from self._event(change)

    def _since(self, store: Store) -> tuple[Change, ...]:
        changes = store.since(self._at)
        if changes is None:
            raise gone(f"too old resource version: {self._at} ({store.oldest})")
        return changes

    def _difference(self, now: dict[Key, Any]) -> Iterator[bytes]:
        """What makes of the objects that the client has those of a cluster that was put back or exchanged."""
        for key, old in list(self._known.items()):
            if key not in now or not self._chosen.fits(now[key]):
                yield self._gone(key, old, self._at)
        for key, new in now.items():
            if new is not self._known.get(key) and self._chosen.fits(new):
                yield self._there(key, new)

    def _event(self, change: Change) -> Iterator[bytes]:
        """What a change is to somebody who sees only a selection."""
        if change.type != "DELETED" and self._chosen.fits(change.object):
            yield self._there(change.key, change.object)
        elif change.key in self._known:
            last = change.object if change.type == "DELETED" else self._known[change.key]
            yield self._gone(change.key, last, change.revision)

    def _there(self, key: Key, obj: Any) -> bytes:
        known = key in self._known
        self._known[key] = obj
        return self._line("MODIFIED" if known else "ADDED", obj)

    def _gone(self, key: Key, last: Any, revision: int) -> bytes:
        del self._known[key]
        return self._line("DELETED", amend(last, resource_version=str(revision)))

    def _line(self, type_: str, obj: Any) -> bytes:
        if not self._as_table:
            return _line(type_, self._body(obj))
        clock = self._world.cluster.clock
        if not self._first:
            return _line(type_, later_table(self._kind, obj, clock, self._ask))
        self._first = False
        metadata = {"resourceVersion": obj.metadata.resource_version}
        return _line(type_, table(self._kind, (obj,), clock, metadata, self._ask))

    def _bookmark(self, annotations: dict[str, str]) -> bytes:
        obj = amend(self._kind.type(), resource_version=str(self._at), annotations=annotations)
        if self._as_table:
            body = table(self._kind, (), self._world.cluster.clock, {"resourceVersion": str(self._at)}, self._ask)
            return _line("BOOKMARK", body)
        return _line("BOOKMARK", self._body(obj))

    def _body(self, obj: Any) -> dict[str, Any]:
        return partial(encode(obj), self._partial) if self._partial else encode(obj)


async def _silence(seconds: int | None) -> AsyncIterator[bytes]:
    """The watch of a kind that never changes."""
    await asyncio.sleep(min(seconds or LONGEST, LONGEST))
    yield b""


def _line(type_: str, obj: Any) -> bytes:
    return compact({"type": type_, "object": obj}) + b"\n"
