"""`tutor completion`: a script for the person's own shell, made from the table of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.cli.misuse import parser_of
from tutor.cli.table import COMMANDS

_LESSONS = r"""$(tutor lessons --json 2>/dev/null | sed -n 's/^    "id": "\(.*\)",$/\1/p')"""
_BASH = """\
_tutor() {{
    local word=${{COMP_WORDS[COMP_CWORD]}}
    : "${{_tutor_lessons=$(printf '%s ' {lessons})}}"
    case $COMP_CWORD:${{COMP_WORDS[1]}}:${{COMP_WORDS[COMP_CWORD-1]}} in
        1:*) COMPREPLY=($(compgen -W "{names} $_tutor_lessons" -- "$word")) ;;
        *:-l | *:--lesson | 2:web:* | 2:check:*) COMPREPLY=($(compgen -W "$_tutor_lessons" -- "$word")) ;;
{actions}
        *) COMPREPLY=() ;;  # a file, by the shell's own means
    esac
}}
complete -o default -F _tutor tutor
"""
_BASH_ROW = '        2:{name}:*) COMPREPLY=($(compgen -W "{actions}" -- "$word")) ;;'
_ZSH = "autoload -U +X compinit bashcompinit && compinit && bashcompinit\n"  # zsh reads bash's completions then
_FISH = """\
complete -c tutor -n __fish_use_subcommand -a "({lessons})" -d lesson
complete -c tutor -s l -x -a "({lessons})"
"""
_FISH_ROW = "complete -c tutor -n __fish_use_subcommand -a {name} -d '{summary}'\n"
_FISH_ACTIONS = "complete -c tutor -n '__fish_seen_subcommand_from {name}' -a '{actions}'\n"


def run(words: list[str]) -> int:
    """Print the script."""
    parser = parser_of("completion", "Print a completion script for your shell.", '  eval "$(tutor completion bash)"')
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))
    shell = parser.parse_args(words).shell
    print("".join(_fish()) if shell == "fish" else (_ZSH if shell == "zsh" else "") + _bash(), end="")
    return 0


def _bash() -> str:
    names = " ".join(row.name for row in COMMANDS if row.name != "window")
    actions = "\n".join(_BASH_ROW.format(name=name, actions=" ".join(words)) for name, words in _actions())
    return _BASH.format(names=names, lessons=_LESSONS, actions=actions)


def _fish() -> Iterator[str]:
    yield _FISH.format(lessons=_LESSONS.removeprefix("$(").removesuffix(")").replace("$/", "\\$/").replace('"', '\\"'))
    yield from (_FISH_ROW.format(name=row.name, summary=row.summary.replace("'", "\\'")) for row in COMMANDS[1:])
    yield from (_FISH_ACTIONS.format(name=name, actions=" ".join(words)) for name, words in _actions())


def _actions() -> Iterator[tuple[str, list[str]]]:
    """What may follow a command, where its usage lists the words: `pack new|check`."""
    for row in COMMANDS:
        found = re.match(rf"{row.name} (\w+(?:\|\w+)+)", row.usage)
        if found:
            yield row.name, found[1].split("|")
