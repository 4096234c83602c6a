"""What a command line does in a container: it serves, it waits, or it ends."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tutor.cluster.images import servers
from tutor.cluster.images.exchange import Exit, Listener, Process, Responder

Arguments = tuple[str, ...]
Environment = Mapping[str, str]
Rule = Callable[[Arguments, Environment], Process]

_UNITS = MappingProxyType({"s": 1, "m": 60, "h": 3600, "d": 86400})


def option(argv: Arguments, names: tuple[str, ...], default: str) -> str:
    """The value of an option in any of its forms: `--port=80`, `--port 80`, `-p80`."""
    for position, word in enumerate(argv):
        for name in names:
            if word == name and position + 1 < len(argv):
                return argv[position + 1]
            if word.startswith(f"{name}="):
                return word[len(name) + 1 :]
            if len(name) == 2 and word.startswith(name) and len(word) > 2:
                return word[2:]
    return default


def port_number(text: str, default: int) -> int:
    """A port from what may be `8080`, `:8080` or `0.0.0.0:8080`."""
    digits = text.rpartition(":")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < 65536 else default


def listening(port: int, respond: Responder, *, protocol: str = "TCP", output: tuple[str, ...] = ()) -> Process:
    """A program that serves one port for ever."""
    return Process(listeners=(Listener(protocol=protocol, port=port, respond=respond),), output=output)


def seconds(words: Arguments) -> float | None:
    """How long `sleep` sleeps; None means for ever."""
    total = 0.0
    for word in words:
        if word in {"infinity", "inf"}:
            return None
        number, unit = (word[:-1], word[-1:]) if word[-1:] in _UNITS else (word, "s")
        if not number.replace(".", "", 1).isdigit():
            return 0.0
        total += float(number) * _UNITS[unit]
    return total


def _sleep(argv: Arguments, _: Environment) -> Process:
    length = seconds(argv[1:])
    return Process(exit=None if length is None else Exit(after=length), stops_in=None)


def _forever(_: Arguments, __: Environment) -> Process:
    return Process()


def _ends(_: Arguments, __: Environment) -> Process:
    return Process(exit=Exit())


def _fails(_: Arguments, __: Environment) -> Process:
    return Process(exit=Exit(code=1))


def _exits(argv: Arguments, _: Environment) -> Process:
    code = argv[1] if len(argv) > 1 else "0"
    return Process(exit=Exit(code=int(code) % 256 if code.isascii() and code.isdigit() else 2))


def _echo(argv: Arguments, _: Environment) -> Process:
    return Process(exit=Exit(), output=(" ".join(argv[1:]),))


def _tail(argv: Arguments, _: Environment) -> Process:
    return Process(exit=None if "-f" in argv or "-F" in argv else Exit())


def _busybox_httpd(argv: Arguments, _: Environment) -> Process:
    served = listening(port_number(option(argv, ("-p",), "80"), 80), servers.fixed(""))
    return served if any(word.startswith("-") and "f" in word for word in argv) else Process(exit=Exit())


def _netcat(argv: Arguments, _: Environment) -> Process:
    if not any(word.startswith("-") and "l" in word for word in argv):
        return Process(exit=Exit())
    protocol = "UDP" if any(word.startswith("-") and "u" in word for word in argv) else "TCP"
    last = argv[-1] if argv[-1].isdigit() else "0"
    return listening(port_number(option(argv, ("-p", "-lp", "-lkp"), last), 8080), servers.silent, protocol=protocol)


def _python(argv: Arguments, _: Environment) -> Process:
    if "http.server" not in argv:
        return Process(exit=None if len(argv) > 1 else Exit())
    rest = argv[argv.index("http.server") + 1 :]
    port = port_number(next((word for word in rest if word.isdigit()), "8000"), 8000)
    return listening(port, servers.fixed("<!DOCTYPE HTML>\n<title>Directory listing for /</title>\n"))


def _netexec(argv: Arguments, _: Environment) -> Process:
    http = port_number(option(argv, ("--http-port",), "8080"), 8080)
    udp = port_number(option(argv, ("--udp-port",), "8081"), 8081)
    sctp = port_number(option(argv, ("--sctp-port",), ""), 0)
    rows = (("TCP", http, servers.netexec), ("UDP", udp, servers.datagrams), ("SCTP", sctp, servers.datagrams))
    listeners = tuple(Listener(protocol=name, port=port, respond=respond) for name, port, respond in rows if port)
    return Process(
        listeners=listeners, output=(f"Started HTTP server on port {http}", f"Started UDP server on port  {udp}")
    )


def _serve_hostname(argv: Arguments, _: Environment) -> Process:
    return listening(port_number(option(argv, ("--port", "-port"), "9376"), 9376), servers.hostname)


def _porter(argv: Arguments, environment: Environment) -> Process:
    """What each variable says, on the port of its name. Mirrors CmdPorter."""
    respond = servers.told if "--json-response" in argv else servers.guessed
    listeners = (
        Listener(
            protocol=protocol, port=port_number(name.removeprefix(prefix), 0), respond=respond(text), certificate=names
        )
        for name, text in environment.items()
        for prefix, protocol, names in _PORTER
        if name.startswith(prefix)
    )
    return Process(listeners=tuple(one for one in listeners if one.port))


def _agnhost(argv: Arguments, environment: Environment) -> Process:
    rule = _AGNHOST.get(argv[1] if len(argv) > 1 else "pause", _fails)
    return rule(argv[1:], environment)


def _shell(argv: Arguments, environment: Environment) -> Process:
    """`sh -c SCRIPT`: the first command of the script that does not end decides; a shell without one ends at once."""
    if "-c" not in argv or argv.index("-c") + 1 >= len(argv):
        return Process(exit=Exit())
    output: tuple[str, ...] = ()
    waited = 0.0
    last = Process(exit=Exit())
    for words in _commands(argv[argv.index("-c") + 1]):
        last = run(words, environment)
        output += last.output
        if last.exit is None:
            return Process(argv=argv, listeners=last.listeners, output=output, known=last.known, stops_in=None)
        waited += last.exit.after
        if words[0] == "exit":
            break
    return Process(argv=argv, exit=Exit(code=last.exit.code if last.exit else 0, after=waited), output=output)


def _commands(script: str) -> tuple[Arguments, ...]:
    """The simple commands of a script, in order; one that loops for ever is shown by its `while true`."""
    lexer = shlex.shlex(script.replace("\n", ";"), posix=True, punctuation_chars=";&|<>()")
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    try:
        for word in lexer:
            if set(word) <= set(";&|"):
                found.append([])
            else:
                found[-1].append(word)
    except ValueError:
        return (("false",),)
    return tuple(tuple(words) for words in map(_bare, found) if words)


def _bare(words: list[str]) -> list[str]:
    """A command without the words of the loop around it."""
    if words[:2] in (["while", "true"], ["while", ":"], ["until", "false"]):
        return ["while"]
    while words and words[0] in {"do", "done", "then", "else", "fi", "exec", "(", ")"}:
        words = words[1:]
    return words


_PORTER = (
    ("SERVE_PORT_", "TCP", None),
    ("SERVE_TCP_PORT_", "TCP", None),
    ("SERVE_UDP_PORT_", "UDP", None),
    ("SERVE_SCTP_PORT_", "SCTP", None),
    ("SERVE_TLS_PORT_", "TCP", ("127.0.0.1", "::1", "example.com")),
)
_AGNHOST: Mapping[str, Rule] = MappingProxyType(
    {
        "netexec": _netexec,
        "serve-hostname": _serve_hostname,
        "porter": _porter,
        "pause": _forever,
        "test-webserver": _busybox_httpd,
    }
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "sleep": _sleep,
        "tail": _tail,
        "cat": _ends,
        "while": _forever,
        "sh": _shell,
        "ash": _shell,
        "bash": _shell,
        "echo": _echo,
        "printf": _echo,
        "true": _ends,
        "false": _fails,
        "exit": _exits,
        "httpd": _busybox_httpd,
        "nc": _netcat,
        "python": _python,
        "python3": _python,
        "agnhost": _agnhost,
        "pause": _forever,
        "cd": _ends,
        "mkdir": _ends,
        "touch": _ends,
        "env": _ends,
        "date": _ends,
        "ls": _ends,
        "hostname": _ends,
        "curl": _ends,
        "wget": _ends,
        "nslookup": _ends,
    }
)


def run(argv: Arguments, environment: Environment) -> Process:
    """What a command line does; a command nobody knows runs for ever and listens on nothing."""
    if not argv:
        return Process(exit=Exit())
    rule = RULES.get(argv[0].rpartition("/")[2])
    return Process(argv=argv, known=False) if rule is None else rule(argv, environment)
