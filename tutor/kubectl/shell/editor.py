"""Opens what `kubectl edit` wants edited: with a program of the simulated place, else with the host's."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from tutor.kubectl.commands.call import Terminal
from tutor.kubectl.context import EditorFault
from tutor.kubectl.files import FileFault
from tutor.kubectl.shell.scope import Scope

HostEditor = Callable[[str, str], str | EditorFault]
OWN = frozenset({"sed", "true", "false", "tee", "cat"})
PATH = "/tmp/kubectl-edit.yaml"  # noqa: S108 - a path of the simulated place


def edit(text: str, shell: Terminal, scope: Scope, host: HostEditor | None) -> str | EditorFault:
    """The text as the person's $KUBE_EDITOR (then $EDITOR, then vi) leaves it."""
    command = scope.variables.get("KUBE_EDITOR") or scope.variables.get("EDITOR") or "vi"
    try:
        words = shlex.split(command)
    except ValueError:
        words = [command]
    if words and words[0] in OWN:
        return _edit_here(text, (*words, PATH), shell, scope)
    return host(command, text) if host else EditorFault(message=f'unable to launch the editor "{command}"')


def _edit_here(text: str, argv: tuple[str, ...], shell: Terminal, scope: Scope) -> str | EditorFault:
    scope.files.write(PATH, text)
    result = shell.start(argv, scope, "")
    content = scope.files.read(PATH)
    scope.files.remove(PATH)
    if result.code or isinstance(content, FileFault):
        return EditorFault(message=f'there was a problem with the editor "{" ".join(argv[:-1])}"')
    return content.decode("utf-8", "surrogateescape")
