"""What every controller is made of: what it watches, how it reconciles, and what it may touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from tutor.cluster.apiserver import APIServer
from tutor.cluster.clock import Action, Clock
from tutor.cluster.events import Recorder
from tutor.cluster.faults import SOUND, Faults
from tutor.cluster.machines import Machines
from tutor.cluster.processes import Processes
from tutor.cluster.random import Random
from tutor.cluster.settings import Settings
from tutor.cluster.store import Change, Key, Store
from tutor.values import frozen

LATENCY = 0.02  # seconds from a change to the controller that watches it


class Trouble:
    """What is broken at present."""

    __slots__ = ("faults",)

    def __init__(self, faults: Faults = SOUND) -> None:
        self.faults = faults


@frozen
class Plane:
    """The cluster as its controllers see it; `addresses` is the pod address given last of each block."""

    settings: Settings
    machines: Machines
    store: Store
    clock: Clock
    random: Random
    server: APIServer
    recorder: Recorder
    processes: Processes
    addresses: dict[str, str]
    trouble: Trouble = field(default_factory=Trouble)

    @property
    def faults(self) -> Faults:
        """What is broken at present."""
        return self.trouble.faults

    @property
    def stopped(self) -> frozenset[str]:
        """The nodes that are switched off."""
        return self.trouble.faults.stopped

    def forget(self, controller: str, key: Key) -> None:
        """Let a controller not look at a key again for what was written so far, its own writes above all."""
        self.clock.withdraw(controller, lambda known: known == key)

    def schedule(self, delay: float, controller: str, key: Key, *, background: bool = False) -> None:
        """Let a controller look at a key after `delay` seconds."""
        self.clock.schedule(delay, Action(controller=controller, key=key, background=background))


@frozen
class Controller:
    """One controller as data: `watches` turns a change of a kind into keys, `reconcile` makes a key right."""

    name: str
    watches: Mapping[str, Callable[[Change, Store], Iterable[Key]]]
    reconcile: Callable[[Plane, Key], None]
    delay: float = LATENCY


def itself(change: Change, _store: Store) -> tuple[Key, ...]:
    """A change of the object that the controller is about."""
    return (change.key,)


def controlled_by(kind: str) -> Callable[[Change, Store], Iterable[Key]]:
    """A change of an object that one of a kind controls, now or before."""

    def keys(change: Change, _store: Store) -> Iterable[Key]:
        found: dict[Key, None] = {}
        for obj in (change.object, change.old):
            if obj is None:
                continue
            for owner in obj.metadata.owner_references:
                if owner.controller and owner.kind == kind:
                    found[Key(kind=kind, namespace=obj.metadata.namespace, name=owner.name)] = None
        return tuple(found)

    return keys
