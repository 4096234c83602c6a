"""dig: a question to a name server and everything that comes back."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from types import MappingProxyType
from zlib import crc32

from tutor.cluster.network.trace import Record, Resolution
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.names import TYPES, authoritative, reverse_name
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output
from tutor.values import frozen, replace

SECTIONS = ("cmd", "comments", "question", "answer", "authority", "stats")
PATIENCE = 5.0


@frozen
class Question:
    """What is asked, of whom, and which parts of the answer are shown."""

    name: str = "."
    kind: str = "A"
    server: str = ""
    short: bool = False
    search: bool = False
    tries: int = 3
    patience: float = PATIENCE
    shown: frozenset[str] = field(default=frozenset(SECTIONS))


def _dig(call: Call) -> Output:
    question = _question(list(call.args))
    if isinstance(question, str):
        return fail(question, 1)
    found = call.shell.resolve(question.name, question.kind, server=question.server, search=question.search)
    banner = (
        f"\n; <<>> DiG 9.20.11 <<>> {' '.join(call.args)}\n"
        + ("; (1 server found)\n" if question.server else "")
        + ";; global options: +cmd\n"
    )
    banner = banner if "cmd" in question.shown and not question.short else ""
    if found.rcode == "TIMEOUT":
        call.shell.cluster.advance(question.patience * question.tries)
        silence = f";; communications error to {found.server}#53: timed out\n" * question.tries
        return Output(stdout=f"{banner}{silence};; no servers could be reached\n", code=9)
    if question.short:
        return Output(stdout=joined(record.data for record in found.answers))
    return Output(stdout=banner + _sections(question, found, call))


def _question(words: list[str]) -> Question | str:
    """The question that the words ask, or what dig says against them."""
    asked = Question()
    while words:
        word = words.pop(0)
        if word.startswith("@"):
            asked = replace(asked, server=word[1:])
        elif word.startswith("+"):
            asked = _option(asked, word[1:])
        elif word in {"-x", "-t", "-q", "-p"}:
            if not words:
                return f"Invalid option: {word}\nUsage:  dig [@global-server] [domain] [q-type] [q-class] {{q-opt}}"
            asked = _valued(asked, word, words.pop(0))
        elif word.startswith("-") or word.upper() == "IN":
            continue
        elif word.upper() in TYPES and asked.name != ".":
            asked = replace(asked, kind=word.upper())
        else:
            asked = replace(asked, kind=word.upper()) if word.upper() in TYPES and words else replace(asked, name=word)
    return asked


def _valued(asked: Question, option: str, value: str) -> Question:
    if option == "-x":
        return replace(asked, name=reverse_name(value) or f"{value}.in-addr.arpa.", kind="PTR")
    if option == "-t":
        return replace(asked, kind=value.upper())
    return replace(asked, name=value) if option == "-q" else asked


def _option(asked: Question, word: str) -> Question:
    if word == "noall":
        return replace(asked, shown=frozenset())
    name, _, value = word.partition("=")
    if name in {"time", "timeout"} and value.isdigit():
        return replace(asked, patience=float(min(int(value), 300)))
    if name in {"tries", "retry"} and value.isdigit():
        return replace(asked, tries=min(int(value) + (name == "retry"), 10) or 1)
    if name in {"short", "search", "noshort", "nosearch"}:
        field_ = name.removeprefix("no")
        return replace(asked, short=name == "short") if field_ == "short" else replace(asked, search=name == "search")
    section = name.removeprefix("no")
    if section == "all":
        return replace(asked, shown=frozenset(SECTIONS))
    if section not in SECTIONS:
        return asked
    return replace(asked, shown=asked.shown - {section} if name.startswith("no") else asked.shown | {section})


def _sections(question: Question, found: Resolution, call: Call) -> str:
    name = found.asked[-1] if found.asked and question.search else question.name
    name = name if name.endswith(".") else f"{name}."
    parts = {
        "comments": _header(found, name, authoritative(name, call)),
        "question": f";; QUESTION SECTION:\n;{name}{_tabs(name)}IN\t{question.kind}\n\n",
        "answer": _answer(found.answers, "ANSWER" if "comments" in question.shown else ""),
        "authority": _answer(found.authority, "AUTHORITY" if "comments" in question.shown else ""),
        "stats": _stats(found, name, call),
    }
    return "".join(text for section, text in parts.items() if section in question.shown)


def _header(found: Resolution, name: str, own: bool) -> str:
    number = crc32(name.encode("utf-8", "replace")) & 0xFFFF
    flags, warning = ("qr aa rd", ";; WARNING: recursion requested but not available\n") if own else ("qr rd ra", "")
    return (
        f";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: {found.rcode}, id: {number}\n"
        f";; flags: {flags}; QUERY: 1, ANSWER: {len(found.answers)}, AUTHORITY: {len(found.authority)}, ADDITIONAL: 1\n"
        f"{warning}\n"
        ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
    )


def _tabs(name: str) -> str:
    return "\t" * max(1, 4 - (len(name) + 1) // 8)


def _answer(records: tuple[Record, ...], title: str) -> str:
    if not records:
        return ""
    rows = joined(
        f"{one.name}{'' if len(one.name) >= 24 else _tabs(one.name)[1:]}\t{one.ttl}\tIN\t{one.type}\t{one.data}"
        for one in records
    )
    return f";; {title} SECTION:\n{rows}\n" if title else rows


def _stats(found: Resolution, name: str, call: Call) -> str:
    when = datetime.fromisoformat(call.shell.cluster.clock.timestamp()).strftime("%a %b %d %H:%M:%S UTC %Y")
    size = 29 + len(name) + sum(len(record.data) + 14 for record in found.answers)
    server = f"{found.server}#53({found.server}) (UDP)"
    return f";; Query time: 1 msec\n;; SERVER: {server}\n;; WHEN: {when}\n;; MSG SIZE  rcvd: {size}\n\n"


_ROWS: dict[str, Program] = {"dig": _dig}
DIG: Programs = MappingProxyType(_ROWS)
