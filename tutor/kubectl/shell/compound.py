"""Commands made of commands: loops, branches, conditions, functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from tutor.kubectl.output import Output
from tutor.kubectl.shell.arithmetic import evaluate
from tutor.kubectl.shell.condition import holds
from tutor.kubectl.shell.nodes import Case, Compound, Condition, CountedFor, For, Function, If, Sequence, While
from tutor.kubectl.shell.signals import carrying, joined

if TYPE_CHECKING:
    from tutor.kubectl.shell.run import Runner
    from tutor.kubectl.shell.scope import Scope

MOST_OUTPUT = 4_000_000
MOST_TURNS = 2_000


def run_compound(runner: Runner, command: Any, scope: Scope, stdin: str) -> Output:
    """Run one; raises ShellFault for a fault that appears only now."""
    return _RUNS[type(command)](runner, command, scope, stdin)


def _for(runner: Runner, loop: For, scope: Scope, stdin: str) -> Output:
    expansion = runner.expansion(scope, stdin)
    values = [text for word in loop.words for text in expansion.fields(word)]

    def turns() -> Iterable[bool]:
        for value in values:
            scope.variables[loop.name] = value
            yield True

    return _turns(runner, turns(), loop.body, scope, stdin)


def _counted(runner: Runner, loop: CountedFor, scope: Scope, stdin: str) -> Output:
    def value(expression: str, empty: int) -> int:
        if not expression.strip():
            return empty
        return evaluate(expression, scope.variables, scope.variables.__setitem__)

    def turns() -> Iterable[bool]:
        value(loop.start, 0)
        for _ in range(MOST_TURNS):
            if not value(loop.test, 1):
                return
            yield True
            value(loop.step, 0)

    return _turns(runner, turns(), loop.body, scope, stdin)


def _turns(runner: Runner, turns: Iterable[bool], body: Sequence, scope: Scope, stdin: str) -> Output:
    done: list[Output] = []
    for _ in turns:
        with carrying(done):
            result, stop = runner.turn(body, scope, stdin)
        done.append(result)
        if stop or _length(done) > MOST_OUTPUT:
            break
    return joined(done, done[-1].code if done else 0)


def _while(runner: Runner, loop: While, scope: Scope, stdin: str) -> Output:
    done: list[Output] = []
    code = 0
    for _ in range(MOST_TURNS):
        with carrying(done):
            test = runner.sequence(loop.condition, scope, stdin)
        done.append(test)
        if bool(test.code) != loop.until:
            break
        with carrying(done):
            result, stop = runner.turn(loop.body, scope, stdin)
        done.append(result)
        code = result.code
        if stop or _length(done) > MOST_OUTPUT:
            break
    return joined(done, code)


def _if(runner: Runner, choice: If, scope: Scope, stdin: str) -> Output:
    done: list[Output] = []
    chosen = choice.otherwise
    for condition, body in choice.branches:
        with carrying(done):
            done.append(runner.sequence(condition, scope, stdin))
        if not done[-1].code:
            chosen = body
            break
    if chosen is None:
        return joined(done, 0)
    with carrying(done):
        done.append(runner.sequence(chosen, scope, stdin))
    return joined(done, done[-1].code)


def _case(runner: Runner, choice: Case, scope: Scope, stdin: str) -> Output:
    expansion = runner.expansion(scope, stdin)
    text = expansion.text(choice.word)
    for patterns, body in choice.arms:
        if any(fnmatchcase(text, expansion.pattern(one)) for one in patterns):
            return runner.sequence(body, scope, stdin)
    return Output()


def _arithmetic(_: Runner, command: Compound, scope: Scope, __: str) -> Output:
    return Output(code=int(not evaluate(command.expression, scope.variables, scope.variables.__setitem__)))


def _condition(runner: Runner, command: Condition, scope: Scope, stdin: str) -> Output:
    expansion = runner.expansion(scope, stdin)

    def test(words: tuple[str, ...]) -> bool:
        return not runner.start(("[", *words, "]"), scope, "").code

    return Output(code=int(not holds(command.items, expansion, test)))


def _function(_: Runner, command: Function, scope: Scope, __: str) -> Output:
    scope.functions[command.name] = command.body
    return Output()


def _length(done: list[Output]) -> int:
    return sum(len(one.stdout) + len(one.stderr) for one in done)


Run = Callable[["Runner", Any, "Scope", str], Output]
_RUNS: dict[type, Run] = {
    For: _for,
    CountedFor: _counted,
    While: _while,
    If: _if,
    Case: _case,
    Compound: _arithmetic,
    Condition: _condition,
    Function: _function,
}
