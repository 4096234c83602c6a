"""Who seems to be stuck is offered a hint, once."""

from __future__ import annotations

from tests.sample_pack import PACK
from tutor.progress import Progress
from tutor.session import Session
from tutor.tui.pulse import STUCK_SECONDS, Pulse


def offers(session: Session, changes: tuple[int, ...] = ()) -> list[int]:
    """Name the minutes of an hour in which a hint is offered; the learner changes something in some of them."""
    pulse = Pulse()
    pulse.wish("pause")
    found = []
    for minute in range(60):
        if minute in changes:
            pulse.change()
        pulse.wake()  # reading and looking around is no change
        if pulse.beat(session, 60.0).stuck:
            found.append(minute)
    return found


def test_a_hint_is_offered_once_after_some_minutes_without_change() -> None:
    session = Session(pack=PACK, lesson=PACK.lessons[0], progress=Progress.open(None))
    assert STUCK_SECONDS == 240
    assert offers(session) == [4]
    assert offers(session, changes=(0, 3, 6, 9)) == [13]
    for _ in range(2):
        session.hint()
    assert offers(session) == []
