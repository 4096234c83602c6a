"""The window while others work on its cluster: what they do is shown at once, and how they reach it is said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen

from tutor.packs.model import Pack
from tutor.progress import Progress
from tutor.session.shared import Shared
from tutor.tui.app import TutorApp
from tutor.tui.screens.lesson import LessonScreen

TICK = 0.1


class SharingApp(TutorApp):
    """One learner at one terminal, and `serve`, which lets others reach the cluster for as long as the window is."""

    def __init__(
        self,
        packs: Sequence[Pack],
        progress: Progress,
        *,
        shared: Shared,
        serve: Callable[[], Awaitable[None]],
        lesson: str | None = None,
        own_keys: Mapping[str, str] | None = None,
        keys_path: str = "",
    ) -> None:
        super().__init__(packs, progress, lesson=lesson, own_keys=own_keys, keys_path=keys_path)
        self._shared = shared
        self._serve = serve
        self._serving = False

    def on_ready(self) -> None:
        """Look for news from now on."""
        self.set_interval(TICK, self._hear)

    def _change(self, screen: Screen[None]) -> None:
        if isinstance(screen, LessonScreen):
            self._shared.show(screen.session)
        super()._change(screen)

    def _hear(self) -> None:
        """Show what others have done, once the lesson is there again; let them in when the first one is there."""
        screen = self.lesson_screen
        if screen is None or screen is not self.screen or not screen.is_mounted:
            return
        if not self._serving:
            self._serving = True
            self.run_worker(self._serve(), name="serve")
        heard = self._shared.take()
        if heard:
            screen.wake()
            screen.console.print(heard)
            screen.show()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """List in the palette how others reach the cluster, too."""
        yield from super().get_system_commands(screen)
        if self._shared.place:
            line = f"export KUBECONFIG={self._shared.place}"
            yield SystemCommand(self._say("shared.copy"), line, lambda: self.copy_to_clipboard(line))
