"""One simulated cluster: settings, store, clock and controllers, all of it a value at any moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tutor.api.pod import Pod
from tutor.api.status import StatusError
from tutor.cluster.admission import is_terminating
from tutor.cluster.apiserver import APIServer
from tutor.cluster.clock import Action, Clock, ClockState
from tutor.cluster.control import Plane
from tutor.cluster.controllers import CONTROLLERS, WATCHERS
from tutor.cluster.controllers.faults import PLANNED, inflict
from tutor.cluster.controllers.kubelet.ending import EXIT
from tutor.cluster.controllers.kubelet.work import Work
from tutor.cluster.custom import custom_kinds
from tutor.cluster.events import Recorder
from tutor.cluster.faults import SOUND, Fault, Faults, NodePower
from tutor.cluster.images.kubelet import ImageProcesses
from tutor.cluster.machines import Machines
from tutor.cluster.network import Memory, View, connect, resolve
from tutor.cluster.network.trace import Flow, Place, Resolution, Trace
from tutor.cluster.network.view import Facts
from tutor.cluster.objects import key_of
from tutor.cluster.random import Random
from tutor.cluster.registry import Registry
from tutor.cluster.seed import addons, first_objects
from tutor.cluster.services import Allocators
from tutor.cluster.settings import Settings
from tutor.cluster.store import Change, Key, Store, StoreState
from tutor.values import frozen, make


@frozen
class Snapshot:
    """A whole cluster at one moment."""

    store: StoreState
    clock: ClockState
    random: int
    addresses: dict[str, str]
    memory: Memory
    faults: Faults = SOUND


class TooMuchWorkError(Exception):
    """The controllers were given more to do than `Cluster.steps_left` allowed."""


class Cluster:
    """A cluster that a learner, a grader or a server works with.

    `steps_left` bounds how often its controllers may still work; no clock of ours has a say in what is too much.
    """

    __slots__ = ("_lasting", "_memory", "_plane", "_seen", "clock", "server", "settings", "steps_left", "store")

    def __init__(self, settings: Settings) -> None:
        """Wire the parts; `start` fills them."""
        self.settings = settings
        self.steps_left: float = math.inf
        self.store = Store()
        self.clock = Clock(settings.epoch)
        random = Random(settings.seed)
        registry = Registry(store=self.store, clock=self.clock, random=random, notify=self._notify)
        self.server = APIServer(
            registry=registry,
            free=Allocators.of(self.store, random, *settings.service_cidrs),
            custom_kinds=custom_kinds(settings),
        )
        self._memory = Memory(chance=settings.seed)
        self._seen: tuple[object, int, View] | None = None
        self._lasting: tuple[Faults, Facts] = SOUND, {}
        self._plane = Plane(
            settings=settings,
            machines=Machines.of(settings),
            store=self.store,
            clock=self.clock,
            random=random,
            server=self.server,
            recorder=Recorder(registry=registry),
            processes=ImageProcesses(apps=settings.apps),
            addresses={},
        )

    @classmethod
    def start(cls, settings: Settings | None = None) -> Cluster:
        """A new cluster with its nodes and system objects, at its epoch."""
        cluster = cls(settings or Settings())
        cluster.clock.start_before(cluster.settings.age)
        for obj in first_objects(cluster.settings):
            cluster.server.registry.insert(obj)
        for obj in addons(cluster.settings):
            cluster.server.insert(obj)
        cluster.settle()
        for event in cluster.store.list("Event"):
            cluster.server.registry.remove(key_of(event))  # a real server forgets them after an hour
        cluster.clock.run_until(0, cluster._perform)
        return cluster

    @classmethod
    def resume(cls, settings: Settings, snapshot: Snapshot) -> Cluster:
        """A new cluster in a state that another one with these settings was in; each goes on by itself."""
        cluster = cls(settings)
        cluster.restore(snapshot)
        return cluster

    @property
    def now(self) -> float:
        """Seconds since the epoch of this world."""
        return self.clock.now

    def advance(self, seconds: float) -> None:
        """Let virtual time pass; all work that falls due happens."""
        self.clock.run_until(self.clock.now + seconds, self._perform)

    def settle(self, limit: float = 30.0) -> None:
        """Let time pass until nothing is under way, for at most `limit` seconds."""
        self.clock.settle(self.clock.now + limit, self._perform)

    def snapshot(self) -> Snapshot:
        """The whole cluster as it is now; it costs microseconds."""
        return Snapshot(
            store=self.store.snapshot(),
            clock=self.clock.snapshot(),
            random=self._plane.random.state,
            addresses=dict(self._plane.addresses),
            memory=self._memory,
            faults=self._plane.faults,
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to what `snapshot` gave."""
        self.store.restore(snapshot.store)
        self.clock.restore(snapshot.clock)
        self._plane.random.state = snapshot.random
        self._plane.addresses.clear()
        self._plane.addresses.update(snapshot.addresses)
        self._memory = snapshot.memory
        self._plane.trouble.faults = snapshot.faults

    @property
    def view(self) -> View:
        """What the network reads of this moment; the same until something is written or time passes."""
        plane, now, seen = self._plane, self.clock.now, self._seen
        whole, revision = self.store.moment
        if seen is not None and seen[0] is whole and seen[1] == revision:
            view = seen[2]
            if view.now == now and view.faults is plane.faults:
                return view
        if self._lasting[0] is not plane.faults:
            self._lasting = plane.faults, {}
        view = make(View)(
            store=self.store,
            settings=self.settings,
            machines=plane.machines,
            now=now,
            faults=plane.faults,
            lasting=self._lasting[1],
        )
        self._seen = whole, revision, view
        return view

    def connect(self, flow: Flow) -> Trace:
        """Open a connection; proxies remember it."""
        trace, self._memory = connect(self.view, flow, self._memory)
        return trace

    def resolve(
        self, place: Place, name: str, type_: str = "A", *, search: bool = True, server: str = ""
    ) -> Resolution:
        """Ask a place's name servers (or `server`); `search` walks the search list as programs do, unlike dig."""
        found, self._memory = resolve(self.view, self._memory, place, name, type_, search=search, server=server)
        return found

    @property
    def routes(self) -> Mapping[str, str]:
        """Where the laptop sends addresses or blocks of them: to which node's address."""
        return self._memory.routes

    def add_route(self, destination: str, gateway: str) -> None:
        """Let the laptop send a destination to a node's address from now on."""
        self._memory = self._memory.add_route(destination, gateway)

    def drop_route(self, destination: str) -> bool:
        """Forget a route of the laptop; whether there was one."""
        known = destination in self._memory.routes
        self._memory = self._memory.remove_route(destination)
        return known

    @property
    def faults(self) -> Faults:
        """What is broken at present."""
        return self._plane.faults

    def inflict(self, fault: Fault) -> None:
        """Break something, or mend it, at this moment."""
        inflict(self._plane, fault)

    def plan_faults(self) -> None:
        """Let the world's own faults come, counted from now."""
        for number, planned in enumerate(self.settings.faults):
            self._plane.schedule(planned.at, PLANNED.name, Key(kind="Fault", name=str(number)), background=True)
        self.advance(0)

    def stop_node(self, name: str) -> None:
        """Switch a machine off: it is silent at once; the control plane notices when its grace has passed."""
        self.inflict(NodePower(node=name, on=False))

    def start_node(self, name: str) -> None:
        """Switch a machine on again: its kubelet reports, then its containers start anew."""
        self.inflict(NodePower(node=name, on=True))

    def end_program(self, pod: Pod, container: str, code: int) -> None:
        """The program of a running container has ended because a person ended it, as by `exit` in an attached shell."""
        self._plane.schedule(0, EXIT.name, Work.of(pod, container, detail=str(code)).key())
        self.advance(0)

    def events(self, namespace: str | None = None) -> tuple[Any, ...]:
        """The events of a namespace, or of all, in the order they were last told."""
        events = self.store.list("Event", namespace)
        return tuple(sorted(events, key=lambda event: int(event.metadata.resource_version)))

    def _notify(self, change: Change) -> None:
        found: dict[object, tuple[Key, ...]] = {}  # several controllers ask the same
        for controller, keys_of in WATCHERS.get(change.key.kind, ()):
            if keys_of not in found:
                found[keys_of] = tuple(keys_of(change, self.store))
            for key in found[keys_of]:
                self._plane.schedule(controller.delay, controller.name, key)

    def _perform(self, action: Action) -> None:
        """Let a controller work; one that would fill a namespace on its way out gives up, as all of them do."""
        self.steps_left -= 1
        if self.steps_left < 0:
            raise TooMuchWorkError
        try:
            CONTROLLERS[action.controller].reconcile(self._plane, action.key)
        except StatusError as error:
            if not is_terminating(error):
                raise
