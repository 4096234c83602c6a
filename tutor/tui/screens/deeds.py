"""What the keys of a lesson do: one row a key of `tutor.tui.keys`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tutor.tui.layout import PANES

if TYPE_CHECKING:
    from tutor.tui.screens.lesson import LessonScreen

Deed = Callable[[], None]


def deeds_of(screen: LessonScreen) -> Mapping[str, Deed]:
    """The table of a screen."""
    commands, conductor, arranger = screen.commands, screen.conductor, screen.arranger
    return {
        "apply": commands.apply,
        "undo": commands.undo,
        "redo": commands.redo,
        "history": commands.history,
        "check": conductor.check,
        "why": conductor.why,
        "hint": conductor.hint,
        "solution": conductor.solution,
        "reset": conductor.reset,
        "glossary": conductor.glossary,
        "next_lesson": screen.go_on,
        "next_file": screen.texts.open_next,
        "next_pane": screen.next_pane,
        "previous_pane": partial(arranger.go_on, -1),
        "pause": partial(screen.time, "pause"),
        "layout": arranger.fold,
        "widen(1)": partial(arranger.widen, 1),
        "widen(-1)": partial(arranger.widen, -1),
        "heighten(1)": partial(arranger.heighten, 1),
        "heighten(-1)": partial(arranger.heighten, -1),
        "move_pane": arranger.move,
        **{f"pane({number})": partial(screen.go, pane) for number, pane in enumerate(PANES, 1)},
    }
