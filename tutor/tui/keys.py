"""Every key of the window, one row each: change a key here and the footer, the help and the palette follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.binding import Binding, BindingType

from tutor.values import frozen

Scope = Literal["app", "lesson", "editor"]


@frozen
class Key:
    """One key: what it does, its word (`window.key.` + id), and its rank in the footer; 0 keeps it out of there."""

    id: str
    keys: str
    shown: str
    scope: Scope = "lesson"
    rank: int = 0


# Textual reads Escape and a digit, which most terminals send for Alt and the digit, as the signs of a Mac keyboard.
KEYS: tuple[Key, ...] = (
    Key(id="help", keys="f1", shown="F1", scope="app", rank=7),
    Key(id="contents", keys="f2", shown="F2", scope="app", rank=8),
    Key(id="solution", keys="f3", shown="F3"),
    Key(id="hint", keys="f4", shown="F4", rank=4),
    Key(id="apply", keys="f5", shown="F5", rank=1),
    Key(id="check", keys="f6", shown="F6", rank=2),
    Key(id="why", keys="f7", shown="F7", rank=3),
    Key(id="reset", keys="f8", shown="F8"),
    Key(id="layout", keys="f9", shown="F9", rank=6),
    Key(id="next_lesson", keys="ctrl+n", shown="Ctrl+N"),
    Key(id="undo", keys="alt+z", shown="Alt+Z"),
    Key(id="redo", keys="alt+y", shown="Alt+Y"),
    Key(id="history", keys="alt+h", shown="Alt+H"),
    Key(id="pane(1)", keys="alt+1,inverted_exclamation_mark", shown="Alt+1"),
    Key(id="pane(2)", keys="alt+2,trade_mark_sign", shown="Alt+2"),
    Key(id="pane(3)", keys="alt+3,pound_sign", shown="Alt+3"),
    Key(id="pane(4)", keys="alt+4,cent_sign", shown="Alt+4"),
    Key(id="pane(5)", keys="alt+5,infinity", shown="Alt+5"),
    Key(id="next_pane", keys="tab", shown="Tab", rank=5),
    Key(id="previous_pane", keys="shift+tab", shown="Shift+Tab"),
    Key(id="next_file", keys="ctrl+pagedown", shown="Ctrl+PgDn"),
    Key(id="language", keys="alt+l", shown="Alt+L", scope="app"),
    Key(id="command_palette", keys="ctrl+p", shown="Ctrl+P", scope="app", rank=9),
    Key(id="quit", keys="ctrl+q", shown="Ctrl+Q", scope="app"),
)
EDITOR_KEYS: tuple[Key, ...] = (
    # A terminal sends NUL for Ctrl and the space bar.
    Key(id="complete", keys="ctrl+space,ctrl+@", shown="Ctrl+Space", scope="editor"),
    # Textual reads the ESC CR that most terminals send for Alt+Enter as Enter alone; the others may use that, too.
    Key(id="repair", keys="alt+r,alt+enter", shown="Alt+R", scope="editor"),
    Key(id="edit_undo", keys="ctrl+z", shown="Ctrl+Z", scope="editor"),
    Key(id="edit_redo", keys="ctrl+y", shown="Ctrl+Y", scope="editor"),
)
ALT_DIGITS = frozenset(name for key in KEYS if key.id.startswith("pane(") for name in key.keys.split(",")[1:])
OF_TEXT_AREA = ("edit_undo", "edit_redo")
OF_EDITOR = ("complete", "help")  # F1 explains the field there
AFTER = 4  # the lesson's own keys come first, then those of the pane
FIRST_FIVE = ("apply", "check", "why", "hint", "next_pane")


def bindings(scope: Scope) -> Iterable[Binding]:
    """Make Textual's bindings of one scope; they come before those of the widget that has the focus."""
    keys = [key for key in (*KEYS, *EDITOR_KEYS) if key.scope == scope and key.id not in OF_TEXT_AREA]
    return [Binding(key.keys, key.id, key.id, show=False, priority=True) for key in keys]


def footer(*, done: bool = False, editing: bool = False) -> tuple[Key, ...]:
    """Order the keys of the footer; when a lesson is done, the way on comes first."""
    onward = tuple(key for key in KEYS if done and key.id == "next_lesson")
    ranked = sorted((key for key in KEYS if key.rank), key=lambda key: key.rank)
    here = [key for key in (*EDITOR_KEYS, *KEYS) if editing and key.id in OF_EDITOR]
    return (*onward, *ranked[:AFTER], *here, *(key for key in ranked[AFTER:] if key not in here))


def keys_of(rows: Iterable[BindingType]) -> dict[str, str]:
    """Name the action of each key of a widget's own bindings."""
    return {key: row.action for row in rows if isinstance(row, Binding) for key in row.key.split(",")}
