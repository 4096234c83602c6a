"""The commands of `tutor`, one row each; a command's module is imported only when it is asked for."""

from __future__ import annotations

from tutor.values import frozen


@frozen(kw_only=False)
class Row:
    """`usage` as it stands in the help, `module` in tutor.cli with a function run(words) -> exit status."""

    name: str
    usage: str
    summary: str
    module: str


COMMANDS: tuple[Row, ...] = (
    Row("window", "[LESSON] [--serve]", "open the window: contents, or straight into a lesson", "window"),
    Row("shell", "shell [SCRIPT] [--json] [-l LESSON]", "a terminal in the simulated cluster", "shell"),
    Row("grade", "grade PATH... [-l LESSON] [-f FORMAT]", "grade a file or a folder of answers", "grade"),
    Row("regrade", "regrade PATH... --against OLD.jsonl", "grade again, and list who moves and why", "regrade"),
    Row("lessons", "lessons [--json]", "what there is to learn, what is done", "lessons"),
    Row("pack", "pack new|check|prove|report PATH", "write lessons, check their rules, prove their answers", "pack"),
    Row("serve", "serve [-l LESSON] [--port N]", "Kubernetes' API for a real kubectl, on this machine only", "serve"),
    Row("web", "web [LESSON] [--port N]", "the same window in a browser, on this machine only", "web"),
    Row("check", "check LESSON --context NAME", "a lesson's checks against a real cluster", "check"),
    Row(
        "progress",
        "progress export|import|reset|learner",
        "carry progress along, start anew, say who learns",
        "progress",
    ),
    Row("doctor", "doctor", "what works here: terminal, colours, size, folders, extras", "doctor"),
    Row("completion", "completion bash|zsh|fish", "print a completion script for your shell", "completion"),
)
EXAMPLES = """\
Examples:
  tutor                                 learn, from where you were
  tutor clusterip                       open one lesson
  tutor grade answers/ -l clusterip     grade a folder
  echo 'kubectl get nodes' | tutor shell"""


def help_text() -> str:
    """What `tutor --help` prints."""
    width = max(len(row.usage) for row in COMMANDS)
    rows = "\n".join(f"  tutor {row.usage:{width}}  {row.summary}" for row in COMMANDS)
    return (
        "Learn Kubernetes Services in a terminal, on a simulated cluster that answers as Kubernetes does.\n\n"
        f"{rows}\n\n  --version, --help; every command has a --help of its own\n\n{EXAMPLES}\n"
    )


def row_named(name: str) -> Row | None:
    """The command of that name."""
    return next((row for row in COMMANDS if row.name == name), None)
