"""Makes assets/window.svg: the window in the lesson `clusterip`, solved half-way. Run it with `make picture`."""

from __future__ import annotations

import asyncio  # noqa: TID251 - a pilot is asynchronous
from pathlib import Path

from svg import draw
from textual.pilot import Pilot

from tutor.packs.load import builtin
from tutor.progress import Progress
from tutor.tui.app import TutorApp

SIZE = (160, 48)
HALF = ("app: testapp\n", "app: testapp-rs\n")  # the labels are mended, the port is not
LINES = ("kubectl get endpoints testapp-svc-clusterip", "ssh kube-master1 curl -sS {address}")


async def picture(locale: str) -> str:
    """Play the lesson and draw what is on the screen then."""
    progress = Progress.open(None)
    progress.keep_setting("locale", locale)
    app = TutorApp([builtin()], progress, lesson="clusterip", ticking=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await _play(app, pilot)
        await pilot.press("f6", "f7", "alt+2")
        await pilot.pause()
        lines = [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 - no other way
        colours = app.theme_variables
        return draw(lines, SIZE[0], foreground=colours["foreground"], background=colours["background"])


async def _play(app: TutorApp, pilot: Pilot[None]) -> None:
    screen = app.lesson_screen
    if screen is None:
        raise SystemExit("no lesson is open")
    session = screen.session
    text = session.work.texts["service.yaml"]
    screen.editor.replace(text.replace(*HALF))
    screen.action_apply()
    await pilot.pause()  # apply waits for the keys before it
    session.lab.advance(3.0)
    service = session.lab.picture().services[0]
    for line in LINES:
        screen.run_line(line.format(address=service.address))
        session.lab.advance(1.0)
    screen.show()


def main() -> None:
    """Write the picture in both languages."""
    for locale, name in (("en", "window.svg"), ("ko", "window.ko.svg")):
        Path(__file__).with_name(name).write_text(asyncio.run(picture(locale)), encoding="utf-8")


if __name__ == "__main__":
    main()
