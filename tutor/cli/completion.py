"""`tutor completion`: a script for the person's own shell, made from the table of commands."""

from __future__ import annotations

from tutor.cli.misuse import parser_of
from tutor.cli.table import COMMANDS

_LESSONS = r"""$(tutor lessons --json 2>/dev/null | sed -n 's/^    "id": "\(.*\)",$/\1/p')"""
_BASH = """\
_tutor() {{
    local word=${{COMP_WORDS[COMP_CWORD]}}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{names} {lessons}" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _tutor tutor
"""
_ZSH = """\
#compdef tutor
_tutor() {{
    if (( CURRENT == 2 )); then compadd -- {names}; else _files; fi
}}
compdef _tutor tutor
"""
_FISH_ROW = "complete -c tutor -n __fish_use_subcommand -a {name} -d '{summary}'\n"


def run(words: list[str]) -> int:
    """Print the script."""
    parser = parser_of("completion", "Print a completion script for your shell.", '  eval "$(tutor completion bash)"')
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))
    names = " ".join(row.name for row in COMMANDS if row.name != "window")
    shell = parser.parse_args(words).shell
    if shell == "fish":
        rows = (_FISH_ROW.format(name=row.name, summary=row.summary) for row in COMMANDS if row.name != "window")
        print("".join(rows), end="")
    else:
        print((_BASH if shell == "bash" else _ZSH).format(names=names, lessons=_LESSONS), end="")
    return 0
