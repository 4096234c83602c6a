"""Runs what a command line means: pipes, redirections, lists, loops."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output
from tutor.kubectl.shell.compound import run_compound
from tutor.kubectl.shell.expand import Expansion
from tutor.kubectl.shell.nodes import Command, Group, Pipeline, Redirect, Sequence, Simple
from tutor.kubectl.shell.parse import parse_line
from tutor.kubectl.shell.redirect import prepare_target, read_input, send
from tutor.kubectl.shell.scope import Scope
from tutor.kubectl.shell.signals import Halt, Jump, Leave, carrying, caught, joined
from tutor.kubectl.shell.words import ShellFault

MOST_COMMANDS = 2_000
GRACE = 20
MOST_VALUE = 1_000_000
MOST_OUTPUT = 4_000_000
MOST_DEPTH = 20
_WHERE = {
    "break": "only meaningful in a `for', `while', or `until' loop",
    "continue": "only meaningful in a `for', `while', or `until' loop",
    "return": "can only `return' from a function or sourced script",
}


Start = Callable[[tuple[str, ...], Scope, str], Output]


@dataclass(slots=True, kw_only=True)
class Runner:
    """Walks the tree; `start` runs one program with its words, scope and input."""

    start: Start
    name: str = "bash"
    left: int = MOST_COMMANDS
    depth: int = 0
    loops: int = 0
    calls: int = 0
    halted: bool = False
    aliased: bool = False

    def text(self, text: str, scope: Scope, stdin: str = "") -> Output:
        """Run a whole text; a fault of the shell is its output with status 2 (1 when it appears while running)."""
        try:
            tree = parse_line(text)
        except ShellFault as fault:
            return Output(stderr=f"{self.name}: {fault.message}\n", code=2)
        return self.sequence(tree, scope, stdin)

    def nested(self, text: str, scope: Scope, stdin: str) -> Output:
        """Run a text inside a program of this line, as `sh -c` does."""
        if self.depth >= MOST_DEPTH:
            return Output(stderr=f"{self.name}: too many nested commands\n", code=2)
        self.depth += 1
        try:
            return self.text(text, scope, stdin)
        finally:
            self.depth -= 1

    def sequence(self, tree: Sequence, scope: Scope, stdin: str) -> Output:
        """Run pipelines one after the other, as `&&` and `||` allow."""
        done: list[Output] = []
        for joiner, pipeline in tree.parts:
            if (joiner == "&&" and scope.status) or (joiner == "||" and not scope.status):
                continue
            with carrying(done):
                result = self._pipeline(pipeline, scope, stdin)
            done.append(result)
            scope.status = result.code
        return joined(done, scope.status if tree.parts else 0)

    def _pipeline(self, pipeline: Pipeline, scope: Scope, stdin: str) -> Output:
        if len(pipeline.commands) == 1:
            result = self.command(pipeline.commands[0], scope, stdin)
        else:
            result = self._pipe(pipeline, scope, stdin)
        return _with_code(result, int(not result.code)) if pipeline.negated else result

    def _pipe(self, pipeline: Pipeline, scope: Scope, stdin: str) -> Output:
        errors = ""
        result = Output(stdout=stdin)
        for command in pipeline.commands:
            result = self._apart(partial(self.command, command), scope, result.stdout)
            errors += result.stderr
        return Output(stdout=result.stdout, stderr=errors, code=result.code)

    def _apart(self, run: Callable[[Scope, str], Output], scope: Scope, stdin: str) -> Output:
        """Run in a process of its own: what it changes of folder and variables is forgotten."""
        folder = scope.files.cwd
        try:
            return run(scope.copy(), stdin)
        except Leave as leave:
            return caught(leave, leave.code)
        except Jump as jump:
            return caught(jump, 0)
        except Halt as halt:
            if halt.final:
                raise
            return caught(halt, 130)
        finally:
            scope.files.cwd = folder

    def command(self, command: Command, scope: Scope, stdin: str) -> Output:
        """Run one command of any form."""
        match command:
            case Simple():
                return self._simple(command, scope, stdin)
            case Group(body, own_shell, redirects):
                walk = partial(self.sequence, body)
                run = partial(self._apart, walk) if own_shell else walk
                return self._redirected(redirects, scope, stdin, partial(run, scope))
        try:
            return run_compound(self, command, scope, stdin)
        except ShellFault as fault:
            return Output(stderr=f"{self.name}: {fault.message}\n", code=1)

    def _simple(self, command: Simple, scope: Scope, stdin: str) -> Output:
        self.left -= 1
        if self.left < 0:
            raise self._halt()
        try:
            expansion = self.expansion(scope, stdin)
            argv = tuple(text for word in command.words for text in expansion.fields(word))
            values = {name: _value(expansion.text(word)) for name, word in command.assignments}
        except ShellFault as fault:
            return Output(stderr=f"{self.name}: {fault.message}\n", code=1)
        if argv and argv[0] in scope.aliases and not self.aliased:
            return self._alias(argv, scope, stdin)
        traced = scope.traced
        run = partial(self._program, argv, values, scope) if argv else partial(_assign, values, scope)
        result = self._redirected(command.redirects, scope, stdin, run)
        return _traced(result, values, argv) if traced else result

    def _alias(self, argv: tuple[str, ...], scope: Scope, stdin: str) -> Output:
        """Run what a word stands for; an alias in it is not looked up again."""
        self.aliased = True
        try:
            return self.nested(" ".join((scope.aliases[argv[0]], *map(shlex.quote, argv[1:]))), scope, stdin)
        finally:
            self.aliased = False

    def _program(self, argv: tuple[str, ...], values: dict[str, str], scope: Scope, stdin: str) -> Output:
        kept = {name: scope.variables.get(name) for name in values}
        added = set(values) - scope.exported
        scope.variables.update(values)
        scope.exported |= added
        try:
            if argv[0] in scope.functions:
                return self._function(scope.functions[argv[0]], argv, scope, stdin)
            return _bounded(self.start(argv, scope, stdin))
        except ShellFault as fault:
            return Output(stderr=f"{self.name}: {fault.message}\n", code=1)
        except Jump as jump:
            if self.calls if jump.kind == "return" else self.loops:
                raise
            return Output(stderr=f"{self.name}: {jump.kind}: {_WHERE[jump.kind]}\n")
        finally:
            scope.exported -= added
            for name, old in kept.items():
                if old is None:
                    scope.variables.pop(name, None)
                else:
                    scope.variables[name] = old

    def _halt(self) -> Halt:
        """Stop the line; what stands behind a pipe gets a few more programs to write what it has."""
        halt = Halt(final=self.halted)
        if not self.halted:
            halt.args = (Output(stderr=f"{self.name}: stopped: this would not end without Ctrl-C\n", code=130),)
        self.halted, self.left = True, GRACE
        return halt

    def expansion(self, scope: Scope, stdin: str) -> Expansion:
        """What words are expanded with at this moment."""
        return Expansion(
            environment=scope.variables,
            files=scope.files,
            status=scope.status,
            substitute=partial(self._substitute, scope, stdin),
            assign=scope.variables.__setitem__,
            arguments=scope.arguments,
        )

    def _substitute(self, scope: Scope, stdin: str, text: str) -> str:
        if self.depth >= MOST_DEPTH:
            raise ShellFault("maximum nesting of commands exceeded")
        self.depth += 1
        try:
            return self._apart(partial(self.text, text), scope, stdin).stdout
        finally:
            self.depth -= 1

    def turn(self, body: Sequence, scope: Scope, stdin: str) -> tuple[Output, bool]:
        """One turn of a loop, and whether it was the last."""
        self.loops += 1
        try:
            return self.sequence(body, scope, stdin), False
        except Jump as jump:
            if jump.kind == "return":
                raise
            return caught(jump, 0), jump.kind == "break"
        finally:
            self.loops -= 1

    def _function(self, body: Command, argv: tuple[str, ...], scope: Scope, stdin: str) -> Output:
        """Call a function: its arguments are its own, its variables everybody's."""
        if self.depth >= MOST_DEPTH:
            raise ShellFault(f"{argv[0]}: maximum function nesting level exceeded ({MOST_DEPTH})")
        kept, scope.arguments = scope.arguments, argv[1:]
        self.depth += 1
        self.calls += 1
        try:
            return self.command(body, scope, stdin)
        except Jump as jump:
            if jump.kind != "return":
                raise
            return caught(jump, jump.code)
        finally:
            scope.arguments = kept
            self.depth -= 1
            self.calls -= 1

    def _redirected(
        self, redirects: tuple[Redirect, ...], scope: Scope, stdin: str, run: Callable[[str], Output]
    ) -> Output:
        expansion = self.expansion(scope, stdin)
        targets = [(one, expansion.text(one.target)) for one in redirects]
        for redirect, target in targets:
            given = read_input(redirect, target, scope.files)
            if isinstance(given, FileFault):
                return Output(stderr=f"{self.name}: {given.path}: {given.reason}\n", code=1)
            stdin = given if given is not None else stdin
        for redirect, target in targets:
            fault = prepare_target(redirect, target, scope.files)
            if fault:
                return Output(stderr=f"{self.name}: {fault.path}: {fault.reason}\n", code=1)
        return send(run(stdin), targets, scope.files)


def _assign(values: dict[str, str], scope: Scope, _: str) -> Output:
    return scope.variables.update(values) or Output()


def _traced(result: Output, values: dict[str, str], argv: tuple[str, ...]) -> Output:
    """The output behind what `set -x` says of the command."""
    said = " ".join((*(f"{name}={shlex.quote(text)}" for name, text in values.items()), *map(shlex.quote, argv)))
    return Output(stdout=result.stdout, stderr=f"+ {said}\n{result.stderr}", code=result.code)


def _with_code(result: Output, code: int) -> Output:
    return Output(stdout=result.stdout, stderr=result.stderr, code=code)


def _value(text: str) -> str:
    if len(text) > MOST_VALUE:
        raise ShellFault("cannot allocate memory")
    return text


def _bounded(result: Output) -> Output:
    if len(result.stdout) + len(result.stderr) <= MOST_OUTPUT:
        return result
    return Output(stdout=result.stdout[:MOST_OUTPUT], stderr=result.stderr[:MOST_OUTPUT], code=141)
