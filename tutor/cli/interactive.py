"""The shell at a terminal: history, completion, colours; wall time moves the cluster's clock while a person thinks."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import AnyFormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from tutor import words
from tutor.cli.colours import paint, wanted
from tutor.cli.pager import page
from tutor.cli.printable import CLEAR, printable
from tutor.cli.screen import edit_on_screen
from tutor.cli.watching import awaiting, follow, followed, look_on, watch, watched
from tutor.kubectl.output import Output
from tutor.kubectl.shell.lines import goes_on
from tutor.kubectl.shell.terminal import Shell
from tutor.progress import state_folder

MOST_HISTORY = 500  # lines of earlier sessions that `history` still lists
MOST_SECONDS_AWAY = 3600.0
COLOURS = {"laptop": "ansigreen", "node": "ansiblue", "pod": "ansiyellow"}


class _Words(Completer):
    """Asks the shell which words could come next."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the signature is prompt_toolkit's
    ) -> Iterable[Completion]:
        """The candidates for the word before the cursor."""
        line = document.text_before_cursor
        last = line.rpartition(" ")[2]
        for word in self.shell.complete(line):
            yield Completion(word, start_position=-len(last))


def _history() -> History:
    folder = state_folder(os.environ)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "shell_history").open("a"):
            pass
    except OSError:  # a read-only home must not keep anybody from learning
        return InMemoryHistory()
    return FileHistory(str(folder / "shell_history"))


def converse(shell: Shell) -> int:
    """Talk until `exit` or Ctrl-D; returns what `exit N` says, else 0."""
    shell.screen = lambda program, name, text: edit_on_screen(program, name, text, shell.locale)
    past = _history()
    shell.history = [line for line in past.load_history_strings() if line.strip()][:MOST_HISTORY][::-1]
    session: PromptSession[str] = PromptSession(
        history=past,
        completer=_Words(shell),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        enable_history_search=True,
    )
    print(words.text(shell.locale, "shell.welcome", {"count": len(shell.settings.nodes)}))
    left = time.monotonic()
    while True:
        try:
            line = _read(session, shell)
        except KeyboardInterrupt:
            continue
        except EOFError:
            line = "exit"
        shell.cluster.advance(min(time.monotonic() - left, MOST_SECONDS_AWAY))
        code = _answer(shell, line)
        left = time.monotonic()
        if shell.ended:
            return code


def _read(session: PromptSession[str], shell: Shell) -> str:
    text = session.prompt(_prompt(shell))
    while goes_on(text, whole=True):
        text += "\n" + session.prompt("> ")
    return text


def _prompt(shell: Shell) -> AnyFormattedText:
    """The prompt in the colour of the place: where one is decides what answers."""
    shown = printable(shell.prompt)
    return [(COLOURS[shell.place.kind], shown)] if wanted() else shown


def _answer(shell: Shell, line: str) -> int:
    before = shell.cluster, shell.cluster.snapshot()
    try:
        if watched(line):
            watch(shell, line)
            return 0
        if followed(line):
            return follow(shell, line)
        output = look_on(shell, line) if awaiting(line) else shell.run(line)
    except KeyboardInterrupt:  # it came in the midst of something: only a whole cluster can go on
        shell.cluster = before[0]
        shell.cluster.restore(before[1])
        print(words.text(shell.locale, "shell.interrupted"))
        return 130
    show(output, shell.locale)
    return output.code


def show(output: Output, locale: str) -> None:
    """Print both streams, long ones by the screen; colours where the terminal has them."""
    if output.stdout == CLEAR:
        sys.stdout.write(CLEAR)
        sys.stdout.flush()
        return
    try:
        page(paint(printable(output.stdout)), words.text(locale, "shell.more"))
    except KeyboardInterrupt:
        print()
    sys.stderr.write(printable(output.stderr))
    sys.stderr.flush()
