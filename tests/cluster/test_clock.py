"""Virtual time passes in order, and what is due happens then."""

from __future__ import annotations

from datetime import UTC, datetime

from tutor.cluster.clock import Action, Clock
from tutor.cluster.store import Key

_EPOCH = datetime(2026, 1, 1, 9, 0, 0, tzinfo=UTC)


def _action(name: str, *, background: bool = False) -> Action:
    return Action(controller="c", key=Key(kind="Pod", name=name), background=background)


def _run(clock: Clock, until: float) -> list[tuple[float, str]]:
    seen: list[tuple[float, str]] = []
    clock.run_until(until, lambda action: seen.append((clock.now, action.key.name)))
    return seen


def test_time_stands_still_until_it_is_moved() -> None:
    clock = Clock(_EPOCH)
    assert (clock.now, clock.timestamp()) == (0.0, "2026-01-01T09:00:00Z")
    clock.run_until(3.7, lambda _: None)
    assert (clock.now, clock.timestamp()) == (3.7, "2026-01-01T09:00:03Z")


def test_actions_happen_in_order_of_time_and_then_of_scheduling() -> None:
    clock = Clock(_EPOCH)
    for delay, name in ((2, "late"), (1, "first"), (1, "second")):
        clock.schedule(delay, _action(name))
    assert _run(clock, 5) == [(1.0, "first"), (1.0, "second"), (2.0, "late")]


def test_an_action_that_waits_already_happens_once_at_the_earlier_time() -> None:
    clock = Clock(_EPOCH)
    clock.schedule(3, _action("pod"))
    clock.schedule(1, _action("pod"))
    clock.schedule(2, _action("pod"))
    assert _run(clock, 5) == [(1.0, "pod")]


def test_settling_does_not_wait_for_background_work() -> None:
    clock = Clock(_EPOCH)
    clock.schedule(1, _action("progress"))
    clock.schedule(20, _action("back-off", background=True))
    clock.settle(30, lambda _: None)
    assert clock.now == 1.0


def test_a_timestamp_turns_back_into_seconds() -> None:
    clock = Clock(_EPOCH)
    assert clock.seconds(clock.timestamp(-90)) == -90.0


def test_restoring_brings_back_what_was_due() -> None:
    clock = Clock(_EPOCH)
    clock.schedule(1, _action("pod"))
    before = clock.snapshot()
    _run(clock, 5)
    clock.restore(before)
    assert _run(clock, 5) == [(1.0, "pod")]
