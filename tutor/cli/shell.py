"""`tutor shell`: one command a line, from a person, a script or a program."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from pathlib import Path

from tutor.cli.editor import open_editor
from tutor.cli.locales import locale_of
from tutor.cli.misuse import UNUSABLE_INPUT, Misuse, parser_of
from tutor.cli.printable import CLEAR, printable
from tutor.cluster.cluster import Cluster
from tutor.cluster.settings import Settings
from tutor.kubectl.files import FileFault, Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.lines import Line, lines_of
from tutor.kubectl.shell.terminal import Shell
from tutor.values import frozen

EDITORS = ("KUBE_EDITOR", "EDITOR")


def run(words: list[str]) -> int:
    """Run the shell; 0, or what `exit N` says."""
    args = _parse(words)
    script = _script(args.script)
    shell = _shell(args)
    if script is None and sys.stdin is not None and sys.stdin.isatty() and not args.json:
        from tutor.cli.interactive import converse  # prompt_toolkit is slow to import

        return converse(shell)
    return _feed(
        shell, lines_of(script if script is not None else _stdin(), whole=script is not None), as_json=args.json
    )


def _parse(words: list[str]) -> argparse.Namespace:
    parser = parser_of(
        "shell", "A terminal in the simulated cluster.", "  echo 'kubectl get nodes' | tutor shell --json"
    )
    parser.add_argument(
        "script", nargs="?", metavar="SCRIPT", help="a file of commands, one a line; standard input without it"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a command")
    parser.add_argument("-l", "--lesson", metavar="LESSON", help="start in the world of a lesson, with its files")
    parser.add_argument(
        "-p", "--pack", action="append", default=[], metavar="PACK", help="another lesson pack; may be repeated"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="another seed makes other random choices")
    return parser.parse_args(words)


def _script(name: str | None) -> Iterator[str] | None:
    if name is None or name == "-":
        return None
    try:
        if Path(name).exists() and not Path(name).is_file():
            raise Misuse(f"cannot read {name}: it is no file", "tutor shell SCRIPT", UNUSABLE_INPUT)
        text = Path(name).read_bytes().decode("utf-8-sig", "surrogateescape")
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not a file name"
        raise Misuse(f"cannot read {name}: {reason}", "tutor shell SCRIPT", UNUSABLE_INPUT) from fault
    return iter(text.splitlines())


def _stdin() -> Iterator[str]:
    """The lines of standard input, each as soon as it is there."""
    if sys.stdin is None:
        return
    while line := sys.stdin.buffer.readline():
        yield line.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _shell(args: argparse.Namespace) -> Shell:
    environment = {name: os.environ[name] for name in EDITORS if os.environ.get(name)}
    files, locale = Files(cwd=_folder(), host=True), locale_of()
    start = _start(args.lesson, tuple(args.pack), files, locale) if args.lesson else Start()
    settings = start.settings if args.seed is None else replace(start.settings, seed=args.seed)
    return Shell(
        settings=settings,
        begin=start.begin,
        files=files,
        environment=environment,
        host_editor=open_editor,
        locale=locale,
        lesson_commands=start.commands,
    )


@frozen
class Start:
    """The world that a shell starts in, how it is made anew, and the commands that its lesson is about."""

    settings: Settings = field(default_factory=Settings)
    begin: Callable[[Settings], Cluster] = Cluster.start
    commands: tuple[str, ...] = ()


def _start(name: str, packs: tuple[str, ...], files: Files, locale: str) -> Start:
    """The world of a lesson; its files lie in the folder unless the learner has some of that name."""
    from tutor.cli.choose import known_lessons, lesson_id, lesson_named, packs_at
    from tutor.cli.learner import own_lesson
    from tutor.grading.world import prepare, settings_of
    from tutor.packs.commands import console_commands

    wanted = lesson_id(known_lessons(packs), name)
    lesson = own_lesson(*lesson_named(packs_at(packs, frozenset({wanted})), wanted))
    texts = {file: lesson.starter.get(file, "") for file in lesson.submission}
    for file, text in {**texts, **{name: lesson.files[name] for name in lesson.given}}.items():
        if isinstance(files.read(file), FileFault):
            files.write(file, text)

    def begin(settings: Settings) -> Cluster:
        world = replace(
            lesson.world, seed=settings.seed, proxy=settings.proxy_mode, load_balancer=settings.load_balancer
        )
        return prepare(replace(lesson, world=world))

    return Start(settings=settings_of(lesson.world), begin=begin, commands=console_commands(lesson, locale))


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # the folder was deleted under us
        return "/"


def _feed(shell: Shell, lines: Iterator[Line], *, as_json: bool) -> int:
    for line in lines:
        output = shell.run(line.text)
        if as_json:
            _print_json(line, output)
        else:
            _print_plain(output)
        if shell.ended:
            return 0 if as_json else output.code
    return 0


def _print_json(line: Line, output: Output) -> None:
    row = {"line": line.number, "cmd": line.text, "exit": output.code, "stdout": output.stdout, "stderr": output.stderr}
    print(json.dumps(row), flush=True)


def _print_plain(output: Output) -> None:
    sys.stdout.write(printable(output.stdout) if output.stdout != CLEAR else "")
    sys.stdout.flush()
    sys.stderr.write(printable(output.stderr))
    sys.stderr.flush()
