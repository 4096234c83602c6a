"""Virtual time: a now that only moves when asked, and a queue of actions that are data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

from tutor.cluster.store import Key
from tutor.values import frozen

_MICROS = 1_000_000


class Action(NamedTuple):
    """Something a controller will look at; `background` work never ends and nobody waits for it."""

    controller: str
    key: Key
    background: bool = False


@frozen
class ClockState:
    """A clock at one moment."""

    micros: int
    order: int
    queue: tuple[tuple[int, int, Action], ...]
    pending: dict[Action, int]
    foreground: int


class Clock:
    """Seconds since the world's epoch, and what is due when."""

    __slots__ = ("_epoch", "_foreground", "_micros", "_order", "_pending", "_queue", "_written")

    def __init__(self, epoch: datetime) -> None:
        self._epoch = epoch.astimezone(UTC)
        self._micros = 0
        self._order = 0
        self._queue: list[tuple[int, int, Action]] = []
        self._pending: dict[Action, int] = {}
        self._foreground = 0
        self._written = (-1, "")

    @property
    def now(self) -> float:
        """Seconds since the epoch of the world."""
        return self._micros / _MICROS

    def start_before(self, seconds: float) -> None:
        """Begin `seconds` before the world's epoch, while nothing is scheduled yet."""
        self._micros = -round(seconds * _MICROS)

    def timestamp(self, at: float | None = None) -> str:
        """A moment (default: now), in seconds since the world's epoch, as the API writes it."""
        second = (self._micros if at is None else round(at * _MICROS)) // _MICROS
        if second != self._written[0]:
            self._written = (second, (self._epoch + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        return self._written[1]

    def micro_timestamp(self, at: float | None = None) -> str:
        """The same with microseconds, as events of the newer kind carry it."""
        return self._moment(at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def nanoseconds(self) -> int:
        """Nanoseconds of Unix time now."""
        return (int(self._epoch.timestamp()) * _MICROS + self._micros) * 1000

    def seconds(self, timestamp: str) -> float:
        """Where an API timestamp stands, in seconds since the world's epoch."""
        return (datetime.fromisoformat(timestamp) - self._epoch).total_seconds()

    def schedule(self, delay: float, action: Action) -> None:
        """Let an action happen after `delay` seconds, unless it is due sooner anyway."""
        due = self._micros + max(0, round(delay * _MICROS))
        known = self._pending.get(action)
        if known is not None and known <= due:
            return
        self._foreground += known is None and not action.background
        self._pending[action] = due
        self._order += 1
        heappush(self._queue, (due, self._order, action))

    def withdraw(self, controller: str, fits: Callable[[Key], bool]) -> tuple[Key, ...]:
        """Forget what a controller was to look at, as far as it fits; gives the keys in the order they were due."""
        found = (action for action in self._pending if action.controller == controller and fits(action.key))
        dropped = sorted(found, key=lambda action: self._pending[action])
        for action in dropped:
            del self._pending[action]
            self._foreground -= not action.background
        return tuple(action.key for action in dropped)

    def run_until(self, moment: float, perform: Callable[[Action], None]) -> None:
        """Perform all that is due up to `moment`, in order of time, then stand there."""
        limit = max(self._micros, round(moment * _MICROS))
        while (action := self._take(limit)) is not None:
            perform(action)
        self._micros = limit

    def settle(self, moment: float, perform: Callable[[Action], None]) -> None:
        """Perform what is due up to `moment` for as long as work is waiting that is not background."""
        limit = max(self._micros, round(moment * _MICROS))
        while self._foreground and (action := self._take(limit)) is not None:
            perform(action)

    def _take(self, limit: int) -> Action | None:
        while self._queue and self._queue[0][0] <= limit:
            due, _, action = heappop(self._queue)
            if self._pending.get(action) != due:
                continue  # it was moved to an earlier time and has happened
            del self._pending[action]
            self._foreground -= not action.background
            self._micros = max(self._micros, due)
            return action
        return None

    def snapshot(self) -> ClockState:
        """The present state."""
        return ClockState(
            micros=self._micros,
            order=self._order,
            queue=tuple(self._queue),
            pending=dict(self._pending),
            foreground=self._foreground,
        )

    def restore(self, state: ClockState) -> None:
        """Go back to a state that `snapshot` gave."""
        self._micros = state.micros
        self._order = state.order
        self._queue = list(state.queue)
        self._pending = dict(state.pending)
        self._foreground = state.foreground

    def _moment(self, at: float | None) -> datetime:
        return self._epoch + timedelta(microseconds=self._micros if at is None else round(at * _MICROS))
