"""Where the streams of a command go: files, here-documents, each other."""

from __future__ import annotations

from tutor.kubectl.files import FileFault, Files
from tutor.kubectl.output import Output
from tutor.kubectl.shell.nodes import Redirect


def read_input(redirect: Redirect, target: str, files: Files) -> str | FileFault | None:
    """What a redirection puts on standard input; None when it is about output."""
    match redirect.operator:
        case "<":
            content = files.read(target) if target != "/dev/null" else b""
            return content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else content
        case "<<" | "<<-":
            return target
        case "<<<":
            return target + "\n"
    return None


def prepare_target(redirect: Redirect, target: str, files: Files) -> FileFault | None:
    """Create or empty the file before the program starts, as a shell does."""
    if redirect.operator not in {">", ">>", "&>"} or target == "/dev/null":
        return None
    return files.write(target, "", append=redirect.operator == ">>")


def send(result: Output, targets: list[tuple[Redirect, str]], files: Files) -> Output:
    """Move the streams where the redirections say, from left to right."""
    streams = {"1": "out", "2": "err"}
    for redirect, target in targets:
        stream = redirect.stream or "1"
        if redirect.operator == ">&" and target in {"1", "2"}:
            streams[stream] = streams[target]
        elif redirect.operator in {">", ">>"}:
            streams[stream] = target
        elif redirect.operator in {"&>", ">&"}:
            streams = dict.fromkeys(("1", "2"), target)
    sent = {"out": "", "err": ""}
    for stream, text in (("1", result.stdout), ("2", result.stderr)):
        sent[streams[stream]] = sent.get(streams[stream], "") + text
    for path, text in sent.items():
        if path not in {"out", "err", "/dev/null"}:
            files.write(path, text, append=True)
    return Output(stdout=sent["out"], stderr=sent["err"], code=result.code)
