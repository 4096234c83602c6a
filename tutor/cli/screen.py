"""The editor that `vi` and `nano` open at a terminal: the whole screen, Ctrl+S or `:w` keeps, Ctrl+X or `:q` leaves."""

from __future__ import annotations

from prompt_toolkit.application import Application
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import vi_navigation_mode
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.styles import Style
from prompt_toolkit.widgets import TextArea
from pygments.lexers.data import YamlLexer

from tutor import words
from tutor.cli.colours import wanted

_EX = {"w": "k", "wq": "kl", "x": "kl", "q": "l", "q!": "l", "wq!": "kl"}  # k keeps, l leaves
_PLAIN = Style([("bar", "reverse")])


def edit_on_screen(program: str, name: str, text: str, locale: str) -> str:
    """Let the person edit a text and give what they kept; vi and vim have vi's keys, `:wq` and `:q!` among them."""
    kept, vi = [text], program.startswith("vi")
    area = TextArea(text=text, lexer=PygmentsLexer(YamlLexer) if wanted() else None, line_numbers=True, scrollbar=True)
    told = words.text(locale, "shell.screen-vi" if vi else "shell.screen", {"name": name or "-"})
    bar = Window(FormattedTextControl([("class:bar", f" {told} ")]), height=1, style="class:bar")
    app: Application[str] = Application(
        layout=Layout(HSplit([area, bar]), focused_element=area),
        key_bindings=_bindings(area, kept),
        editing_mode=EditingMode.VI if vi else EditingMode.EMACS,
        full_screen=True,
        style=_PLAIN,
    )

    def command_first() -> None:
        app.vi_state.input_mode = InputMode.NAVIGATION

    app.run(pre_run=command_first if vi else None)
    return kept[0]


def _bindings(area: TextArea, kept: list[str]) -> KeyBindings:
    def keep(_: KeyPressEvent) -> None:
        kept[0] = _ended(area.text)

    def leave(event: KeyPressEvent) -> None:
        event.app.exit()

    def keep_and_leave(event: KeyPressEvent) -> None:
        keep(event)
        leave(event)

    keys = KeyBindings()
    for row in ("c-s", "c-o"):
        keys.add(row)(keep)
    for row in ("c-x", "c-c"):
        keys.add(row)(leave)
    for word, does in _EX.items():
        keys.add(":", *word, "enter", filter=vi_navigation_mode)({"k": keep, "l": leave, "kl": keep_and_leave}[does])
    keys.add("Z", "Z", filter=vi_navigation_mode)(keep_and_leave)
    keys.add("tab")(lambda event: event.current_buffer.insert_text("  "))
    return keys


def _ended(text: str) -> str:
    """A file ends with a newline, as editors leave it."""
    return text if not text or text.endswith("\n") else text + "\n"
