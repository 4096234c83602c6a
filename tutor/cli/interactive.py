"""The shell at a terminal: history, completion, colours; wall time moves the cluster's clock while a person thinks."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from tutor.cli.colours import paint
from tutor.cli.watching import watch, watched
from tutor.kubectl.output import Output
from tutor.kubectl.shell.lines import goes_on
from tutor.kubectl.shell.terminal import Shell

MOST_SECONDS_AWAY = 3600.0


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
    folder = (
        Path(os.environ["TUTOR_HOME"]) if os.environ.get("TUTOR_HOME") else user_state_path("tutor", appauthor=False)
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "shell_history").open("a"):
            pass
    except OSError:  # a read-only home must not keep anybody from learning
        return InMemoryHistory()
    return FileHistory(str(folder / "shell_history"))


def converse(shell: Shell) -> int:
    """Talk until `exit` or Ctrl-D; returns what `exit N` says, else 0."""
    session: PromptSession[str] = PromptSession(
        history=_history(), completer=_Words(shell), complete_while_typing=False
    )
    print("A simulated cluster of four nodes. `help` names ten commands; Ctrl-D leaves.")
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
    text = session.prompt(shell.prompt)
    while goes_on(text, whole=True):
        text += "\n" + session.prompt("> ")
    return text


def _answer(shell: Shell, line: str) -> int:
    try:
        if watched(line):
            watch(shell, line)
            return 0
        output = shell.run(line)
    except KeyboardInterrupt:
        return 130
    show(output)
    return output.code


def show(output: Output) -> None:
    """Print both streams; colours where the terminal has them."""
    sys.stdout.write(paint(output.stdout))
    sys.stdout.flush()
    sys.stderr.write(output.stderr)
    sys.stderr.flush()
