"""Makes the pictures beside it: the window in the lesson `clusterip`, solved half-way. Run it with `make picture`."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a pilot is asynchronous
from dataclasses import dataclass
from pathlib import Path

from svg import draw
from textual.pilot import Pilot
from textual.widgets import TextArea

from tutor.packs.load import builtin
from tutor.progress import Progress
from tutor.tui.app import TutorApp

HALF = ("app: testapp\n", "app: testapp-rs\n")  # the labels are mended, the port is not
LINES = ("kubectl get endpoints testapp-svc-clusterip", "ssh kube-master1 curl -sS {address}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: its file, language, size, colours, and the keys pressed once the lesson is half solved."""

    name: str
    locale: str = "en"
    size: tuple[int, int] = (160, 48)
    theme: str = "tutor-dark"
    keys: tuple[str, ...]


SHOTS = (
    Shot(name="window.svg", keys=("f6", "f7", "alt+2")),
    Shot(name="window.ko.svg", locale="ko", keys=("f6", "f7", "alt+2")),
    Shot(name="window.light.svg", theme="tutor-light", keys=("f6", "alt+4", "down")),
    Shot(name="history.svg", size=(120, 36), keys=("alt+h", "up")),
    Shot(name="small.svg", size=(80, 24), keys=("alt+4", "down", "down")),
)


async def picture(shot: Shot) -> str:
    """Play the lesson and draw what is on the screen then."""
    progress = Progress.open(None)
    progress.keep_setting("locale", shot.locale)
    progress.keep_setting("theme", shot.theme)
    app = TutorApp([builtin()], progress, lesson="clusterip", ticking=False)
    async with app.run_test(size=shot.size) as pilot:
        await pilot.pause()
        await _play(app, pilot)
        await pilot.press(*shot.keys)
        for widget in app.screen.query(TextArea):
            widget.cursor_blink = False
        await pilot.pause()
        lines = [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 - no other way
        colours = app.theme_variables
        return draw(lines, shot.size[0], foreground=colours["foreground"], background=colours["background"])


async def _play(app: TutorApp, pilot: Pilot[None]) -> None:
    screen = app.lesson_screen
    if screen is None:
        raise SystemExit("no lesson is open")
    session = screen.session
    text = session.work.texts["service.yaml"]
    screen.editor.replace(text.replace(*HALF))
    screen.commands.apply()
    await pilot.pause()  # apply waits for the keys before it
    session.lab.advance(3.0)
    service = session.lab.picture().services[0]
    for line in LINES:
        screen.commands.run(line.format(address=service.address))
        session.lab.advance(1.0)
    screen.show()


def main() -> None:
    """Write every picture."""
    for shot in SHOTS:
        Path(__file__).with_name(shot.name).write_text(asyncio.run(picture(shot)), encoding="utf-8")


if __name__ == "__main__":
    main()
