"""An application in our colours: themes, their choice, and none at all where NO_COLOR is set."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter

from tutor.progress import Progress
from tutor.tui.plain import Plain
from tutor.tui.theme import DARK, THEMES
from tutor.tui.typed import TypedApp


class DressedApp(TypedApp):
    """The learner's colours, which are kept."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
        for theme in THEMES:
            self.register_theme(theme)
        self._plain = Plain(DARK)
        colours = progress.setting("theme")
        self._dress(colours if colours in self.available_themes else DARK.name)

    def _dress(self, name: str) -> None:
        """Put the colours on while there is no style sheet; as a change, they would let all of it be read twice."""
        self.set_reactive(App.theme, name)
        dark = self.current_theme.dark
        known = {one: False for one in self.classes if one.startswith("-theme-")}
        self.update_classes(
            {**known, f"-theme-{name}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False
        )
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the colours that our style sheet names."""
        return dict(DARK.variables)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Where NO_COLOR is set, no colour reaches the terminal."""
        return [self._plain] if self.no_color else super().get_line_filters()

    def watch_theme(self, theme: str) -> None:
        """Keep the colours."""
        self.progress.keep_setting("theme", theme)

    def action_colours(self) -> None:
        """Change to the next colours."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
