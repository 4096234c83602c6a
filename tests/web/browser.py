"""A browser without a screen on `tutor web`: presses keys, and reads what the window has drawn."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tutor.progress import Progress

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
pytest.importorskip("textual_serve", reason="the extra web is not installed")
needs_chromium = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromedriver are not installed",
)
# What arrives from the window is kept, because the terminal paints it on a canvas.
_KEEP = """
window.drawn = "";
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...words) {
    super(...words);
    const decoder = new TextDecoder();
    this.addEventListener("message", async (event) => {
      const data = event.data instanceof Blob ? await event.data.arrayBuffer() : event.data;
      if (typeof data !== "string") window.drawn += decoder.decode(data, {stream: true});
    });
  }
};
"""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|[=>()][A-Z0-9]?)")


class Browser:
    """One page with the window in it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def press(self, *keys: str, held: str = "") -> None:
        """Press keys one after the other, while another one is held."""
        for key in keys:
            chain = webdriver.ActionChains(self.driver)
            chain = chain.key_down(held).send_keys(key).key_up(held) if held else chain.send_keys(key)
            chain.perform()
            time.sleep(0.3)  # noqa: TID251 - a person's pace: completion may open a list between two keys

    def drawn(self) -> str:
        """All text that the window has drawn since the page was loaded."""
        return _ESCAPES.sub("", str(self.driver.execute_script("return window.drawn || ''")))

    def wait_for(self, text: str, seconds: float = 40) -> None:
        """Wait until a text has been drawn."""
        end = time.monotonic() + seconds
        while text not in self.drawn():
            assert time.monotonic() < end, f"{text!r} was not drawn; the end is {self.drawn()[-9000:]!r}"
            time.sleep(0.1)  # noqa: TID251 - a browser is waited for


@contextmanager
def serving(home: Path, *words: str) -> Iterator[str]:
    """Run `tutor web` for a learner who reads English; gives the address that it prints."""
    progress = Progress.open(home)
    progress.keep_setting("locale", "en")
    progress.close()
    command = [sys.executable, "-m", "tutor", "web", *words]
    environment = {"PATH": "/usr/bin:/bin", "TUTOR_HOME": str(home), "LANG": "C.UTF-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        try:
            assert running.stdout is not None
            running.stdout.readline()
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


@contextmanager
def browsing(address: str) -> Iterator[Browser]:
    """Open a page in Chromium."""
    options = webdriver.ChromeOptions()
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1400,900",
    ):
        options.add_argument(word)
    options.binary_location = shutil.which("chromium") or ""
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _KEEP})
        driver.get(address)
        yield Browser(driver)
    finally:
        driver.quit()
