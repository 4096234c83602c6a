"""`--raw`: the few paths of the API server that `kubectl get` answers, and what speaks against writing to one."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.verbs.inform import ABOUT

_EXCLUDED = {"edit": "--edit", "recursive": "--recursive", "selector": "--selector (-l)", "output": "--output"}
_HEALTH = ("/healthz", "/livez", "/readyz")


def get_raw(call: Call) -> None:
    """Print what the server says at a path."""
    path = str(call.flag("raw"))
    if call.args:
        raise CommandError("arguments may not be passed when --raw is specified")
    if call.flag("filename"):
        raise CommandError("--raw and --filename may not be specified together")
    _check_path(path)
    if path in _HEALTH:
        call.say("ok")
    elif path == "/version":
        call.say(indented_json(ABOUT, sort=False, indent=2))
    else:
        raise CommandError("the simulated kubectl reads --raw only from /healthz, /livez, /readyz and /version")


def refuse_raw(call: Call, *first: str) -> None:
    """Say what speaks against `--raw` beside other flags, and that nothing is written so here; raises CommandError.

    Mirrors the Validate of create, replace and delete; `first` are flags that a command looks at before its files.
    """
    _check_alone(call, first)
    paths = call.flag("filename")
    if len(paths) > 1:
        raise CommandError("--raw can only use a single local file or stdin")
    if paths and paths[0].startswith(("http://", "https://")):
        raise CommandError("--raw cannot read from a url")
    _check_alone(call, [name for name in _EXCLUDED if name not in first])
    _check_path(str(call.flag("raw")))
    raise CommandError("the simulated kubectl does not write by --raw")


def _check_alone(call: Call, names: Sequence[str]) -> None:
    for name in names:
        if call.parsed.values.get(name):
            raise CommandError(f"--raw and {_EXCLUDED[name]} are mutually exclusive")


def _check_path(path: str) -> None:
    if not path.startswith("/"):
        raise CommandError(f"--raw must be a valid URL path: parse {quote(path)}: invalid URI for request")
