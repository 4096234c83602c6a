"""What the shell does itself: folders, variables, aliases, leaving."""

from __future__ import annotations

from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail, say
from tutor.kubectl.commands.kubespray import FOLDER, lay_out
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output
from tutor.kubectl.shell.signals import Jump, Leave


def _cd(call: Call) -> Output:
    home = call.scope.variables.get("HOME", call.files.home)
    target = call.args[0] if call.args else home
    if target == "-":
        target = call.scope.variables.get("OLDPWD", call.files.cwd)
    old = call.files.cwd
    if call.shell.place.kind == "laptop" and call.files.absolute(target) == f"{call.files.home}/{FOLDER}":
        lay_out(call.files, call.shell.settings.nodes)  # the notes' checkout is there for whoever goes there
    fault = call.files.chdir(target)
    if fault:
        return fail(f"{call.signature}: cd: {target}: {fault.reason}")
    call.scope.variables |= {"OLDPWD": old, "PWD": call.files.cwd}
    return Output()


def _export(call: Call) -> Output:
    if not call.args or call.args == ("-p",):
        listed = (f'declare -x {name}="{value}"' for name, value in sorted(call.scope.environment().items()))
        return say("\n".join(listed))
    for word in call.args:
        name, equals, value = word.partition("=")
        if not name.isidentifier():
            return fail(f"{call.signature}: export: `{word}': not a valid identifier")
        if equals:
            call.scope.variables[name] = value
        if call.argv[0] == "export":
            call.scope.exported.add(name)
    return Output()


def _unset(call: Call) -> Output:
    for name in call.args:
        call.scope.variables.pop(name, None)
        call.scope.exported.discard(name)
    return Output()


def _exit(call: Call) -> Output:
    word = call.args[0] if call.args else str(call.scope.status)
    raise Leave(int(word[-3:]) % 256 if word.isdigit() else 2)


def _break(call: Call) -> Output:
    raise Jump(call.argv[0])


def _return(call: Call) -> Output:
    word = call.args[0] if call.args else str(call.scope.status)
    raise Jump("return", int(word[-3:]) % 256 if word.isdigit() else 2)


def _shift(call: Call) -> Output:
    call.scope.arguments = call.scope.arguments[1:]
    return Output()


def _alias(call: Call) -> Output:
    """Words that stand for others, until the shell ends."""
    known = call.scope.aliases
    if call.argv[0] == "unalias":
        for name in call.args:
            known.pop(name, None)
        return Output()
    told = ""
    for word in call.args or tuple(known):
        name, equals, value = word.partition("=")
        if equals:
            known[name] = value
        elif name in known:
            told += f"alias {name}='{known[name]}'\n"
        else:
            return fail(f"{call.signature}: alias: {name}: not found")
    return Output(stdout=told)


def _pwd(call: Call) -> Output:
    return say(call.files.cwd)


def _true(_: Call) -> Output:
    return Output()


def _set(call: Call) -> Output:
    """Of all that `set` can set, what shows: -x and +x."""
    for arg in call.args:
        if arg[:1] in {"-", "+"} and "x" in arg:
            call.scope.traced = arg[0] == "-"
    return Output()


def _false(_: Call) -> Output:
    return Output(code=1)


def _read(call: Call) -> Output:
    names = [word for word in call.args if not word.startswith("-")] or ["REPLY"]
    line, newline, _ = call.stdin.partition("\n")
    values = line.split(None, len(names) - 1)
    for index, name in enumerate(names):
        call.scope.variables[name] = values[index].strip() if index < len(values) else ""
    return Output(code=0 if newline or line else 1)


def _evaluate(call: Call) -> Output:
    return call.shell.evaluate(" ".join(call.args), call.scope, call.stdin)


def _source(call: Call) -> Output:
    if not call.args:
        return fail(f"{call.signature}: {call.argv[0]}: filename argument required", 2)
    content = call.files.read(call.args[0])
    if isinstance(content, FileFault):
        return fail(f"{call.signature}: {call.args[0]}: {content.reason}")
    return call.shell.evaluate(content.decode("utf-8", "replace"), call.scope, call.stdin)


_ROWS: dict[str, Program] = {
    "cd": _cd,
    "pwd": _pwd,
    "export": _export,
    "unset": _unset,
    "exit": _exit,
    "logout": _exit,
    "break": _break,
    "continue": _break,
    "return": _return,
    "shift": _shift,
    "alias": _alias,
    "unalias": _alias,
    "local": _export,
    "true": _true,
    ":": _true,
    "set": _set,
    **dict.fromkeys(("trap", "wait", "umask", "ulimit", "shopt"), _true),
    "false": _false,
    "read": _read,
    "eval": _evaluate,
    "source": _source,
    ".": _source,
}
BUILTINS: Programs = MappingProxyType(_ROWS)
