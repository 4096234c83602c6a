"""Every key of the window, one row each: change a key here and the footer, the help and the palette follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from textual.binding import Binding, BindingType

from tutor.manifest import parse
from tutor.values import frozen, replace

Scope = Literal["app", "lesson", "editor", "cluster", "page"]


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
    Key(id="help", keys="f1", shown="F1", scope="app", rank=6),
    Key(id="contents", keys="f2", shown="F2", scope="app", rank=8),
    Key(id="solution", keys="f3", shown="F3"),
    Key(id="hint", keys="f4", shown="F4", rank=4),
    Key(id="apply", keys="f5", shown="F5", rank=1),
    Key(id="check", keys="f6", shown="F6", rank=2),
    Key(id="why", keys="f7", shown="F7", rank=3),
    Key(id="reset", keys="f8", shown="F8"),
    Key(id="layout", keys="f9", shown="F9", rank=7),
    Key(id="next_lesson", keys="ctrl+n", shown="Ctrl+N"),
    Key(id="undo", keys="alt+z", shown="Alt+Z"),
    Key(id="redo", keys="alt+y", shown="Alt+Y"),
    Key(id="history", keys="alt+h", shown="Alt+H"),
    Key(id="pause", keys="alt+p", shown="Alt+P"),
    Key(id="glossary", keys="alt+g", shown="Alt+G"),
    Key(id="pane(1)", keys="alt+1,inverted_exclamation_mark", shown="Alt+1"),
    Key(id="pane(2)", keys="alt+2,trade_mark_sign", shown="Alt+2"),
    Key(id="pane(3)", keys="alt+3,pound_sign", shown="Alt+3"),
    Key(id="pane(4)", keys="alt+4,cent_sign", shown="Alt+4"),
    Key(id="pane(5)", keys="alt+5,infinity", shown="Alt+5"),
    Key(id="next_pane", keys="tab", shown="Tab", rank=5),
    Key(id="previous_pane", keys="shift+tab", shown="Shift+Tab"),
    Key(id="widen(1)", keys="alt+full_stop", shown="Alt+."),
    Key(id="widen(-1)", keys="alt+comma", shown="Alt+,"),
    Key(id="heighten(1)", keys="alt+equals_sign,alt+plus", shown="Alt+="),
    Key(id="heighten(-1)", keys="alt+minus", shown="Alt+-"),
    Key(id="move_pane", keys="alt+m", shown="Alt+M"),
    Key(id="next_file", keys="ctrl+pagedown", shown="Ctrl+PgDn"),
    Key(id="language", keys="alt+l", shown="Alt+L", scope="app"),
    Key(id="stats", keys="alt+s", shown="Alt+S", scope="app"),
    Key(id="colours", keys="alt+t", shown="Alt+T", scope="app"),
    Key(id="command_palette", keys="ctrl+p", shown="Ctrl+P", scope="app"),
    Key(id="quit", keys="ctrl+q", shown="Ctrl+Q", scope="app", rank=9),
)
EDITOR_KEYS: tuple[Key, ...] = (
    # A terminal sends NUL for Ctrl and the space bar.
    Key(id="complete", keys="ctrl+space,ctrl+@", shown="Ctrl+Space", scope="editor"),
    # Textual reads the ESC CR that most terminals send for Alt+Enter as Enter alone; the others may use that, too.
    Key(id="repair", keys="alt+r,alt+enter", shown="Alt+R", scope="editor"),
    Key(id="find", keys="ctrl+f", shown="Ctrl+F", scope="editor"),
    # A terminal sends the sign of Ctrl+_ for Ctrl+/, or nothing at all.
    Key(id="comment", keys="alt+c,ctrl+slash,ctrl+underscore", shown="Alt+C", scope="editor"),
    Key(id="difference", keys="alt+d", shown="Alt+D", scope="editor"),
    Key(id="added", keys="alt+a", shown="Alt+A", scope="editor"),
    Key(id="previous_file", keys="ctrl+pageup", shown="Ctrl+PgUp", scope="editor"),
    Key(id="edit_undo", keys="ctrl+z", shown="Ctrl+Z", scope="editor"),
    Key(id="edit_redo", keys="ctrl+y", shown="Ctrl+Y", scope="editor"),
)
ALL_KEYS = (*KEYS, *EDITOR_KEYS)
# These belong to widgets and are listed only: they work where their pane has the keys.
PANE_KEYS: tuple[Key, ...] = (
    Key(id="run_line", keys="enter", shown="Enter", scope="page"),
    Key(id="take_line", keys="space", shown="Space", scope="page"),
    Key(id="choose", keys="enter", shown="Enter", scope="cluster"),
    Key(id="details", keys="d", shown="d", scope="cluster"),
    Key(id="view", keys="left,right", shown="← →", scope="cluster"),
    Key(id="time_pause", keys="space", shown="Space", scope="cluster"),
    Key(id="time_step", keys="full_stop", shown=".", scope="cluster"),
    Key(id="time_pace", keys="plus,minus", shown="+ -", scope="cluster"),
)
ALT_DIGITS = frozenset(name for key in KEYS if key.id.startswith("pane(") for name in key.keys.split(",")[1:])
OF_TEXT_AREA = ("edit_undo", "edit_redo")
OF_EDITOR = ("complete", "help")  # F1 explains the field there
AFTER = 4  # the lesson's own keys come first, then those of the pane
FIRST_FIVE = ("apply", "check", "why", "hint", "next_pane")
SPOKEN = {"full_stop": ".", "comma": ",", "minus": "-", "equals_sign": "=", "pagedown": "PgDn", "pageup": "PgUp"}


def bindings(scope: Scope) -> Iterable[Binding]:
    """Make Textual's bindings of one scope; they come before those of the widget that has the focus."""
    keys = [key for key in ALL_KEYS if key.scope == scope and key.id not in OF_TEXT_AREA]
    return [Binding(key.keys, action_of(key), key.id, show=False, priority=True, id=key.id) for key in keys]


def action_of(key: Key) -> str:
    """Name Textual's action of a key: those of a lesson stand in one table."""
    return f"do('{key.id}')" if key.scope == "lesson" else key.id


def footer(keys: Sequence[Key] = ALL_KEYS, *, done: bool = False, editing: bool = False) -> tuple[Key, ...]:
    """Order the keys of the footer; when a lesson is done, the way on comes first, and the way out is always last."""
    onward = tuple(key for key in keys if done and key.id == "next_lesson")
    ranked = sorted((key for key in keys if key.rank), key=lambda key: key.rank)
    here = [key for name in OF_EDITOR for key in keys if editing and key.id == name]
    return (*onward, *ranked[:AFTER], *here, *(key for key in ranked[AFTER:] if key not in here))


def keys_of(rows: Iterable[BindingType]) -> dict[str, str]:
    """Name the action of each key of a widget's own bindings."""
    return {key: row.action for row in rows if isinstance(row, Binding) for key in row.key.split(",")}


# The learner's own keys


def read_keys(text: str) -> Mapping[str, str]:
    """Read `keys.yaml`: what a key does on the left, the key on the right; what is not understood changes nothing."""
    known = {key.id for key in ALL_KEYS if key.id not in OF_TEXT_AREA}
    rows = [one.value for one in parse(text).documents if isinstance(one.value, dict)]
    return {
        str(name): chosen for row in rows for name, chosen in row.items() if name in known and isinstance(chosen, str)
    }


def with_own(own: Mapping[str, str]) -> tuple[Key, ...]:
    """All keys as the learner wants them."""
    return tuple(
        replace(key, keys=own[key.id], shown=spoken(own[key.id])) if key.id in own else key for key in ALL_KEYS
    )


def key_names(keys: Iterable[Key]) -> Mapping[str, str]:
    """What sentences say for the keys: `{key_hint}` is F4."""
    return MappingProxyType({f"key_{key.id}": key.shown for key in keys})


def spoken(keys: str) -> str:
    """Say a key as the footer does: `ctrl+t` is Ctrl+T, `f10` is F10."""
    parts = keys.split(",", maxsplit=1)[0].strip().split("+")
    return "+".join(SPOKEN.get(part, part.title() if len(part) > 1 or len(parts) > 1 else part) for part in parts)
