"""The window in headless Chromium."""

from __future__ import annotations

from pathlib import Path

from tests.web.browser import browsing, needs_chromium, serving
from tutor.progress import Progress

ALT, F5, F6 = "\ue00a", "\ue035", "\ue036"
CONTROL, END, UP, ESCAPE = "\ue009", "\ue010", "\ue013", "\ue00c"


@needs_chromium
def test_a_lesson_is_passed_in_a_browser_and_the_text_survives_a_reload(tmp_path: Path) -> None:
    with serving(tmp_path, "clusterip") as address, browsing(address) as browser:
        browser.wait_for("targetPort: 80")
        browser.press("2", held=ALT)
        browser.press(END, held=CONTROL)
        browser.press(UP, END, *"-rs", ESCAPE, UP, UP, END, *"80", ESCAPE)
        browser.press(F5)
        browser.wait_for("app=testapp-rs")
        browser.press(F6)
        browser.wait_for("10 of 10 points")
        browser.driver.get(address.partition("?")[0])
        browser.wait_for("targetPort: 8080")
        browser.wait_for("app: testapp-rs")
    kept = Progress.open(tmp_path)
    (row,) = kept.lessons()
    (text,) = kept.files(row.uuid).values()
    assert (row.score, text.splitlines()[-4:]) == (
        10,
        ["  - port: 80", "    targetPort: 8080", "  selector:", "    app: testapp-rs"],
    )
