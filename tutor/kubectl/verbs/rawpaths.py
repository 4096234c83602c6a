"""`kubectl get --raw`: the few paths of the API server that answer without a kind."""

from __future__ import annotations

from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.printers.gojson import indented_json
from tutor.kubectl.verbs.inform import ABOUT

_HEALTH = ("/healthz", "/livez", "/readyz")


def get_raw(call: Call) -> None:
    """Print what the server says at a path."""
    path = str(call.flag("raw"))
    if call.args:
        raise CommandError("arguments may not be passed when --raw is specified")
    if call.flag("filename"):
        raise CommandError("--raw and --filename may not be specified together")
    if not path.startswith("/"):
        raise CommandError(f"--raw must be a valid URL path: parse {quote(path)}: invalid URI for request")
    if path in _HEALTH:
        call.say("ok")
    elif path == "/version":
        call.say(indented_json(ABOUT, sort=False, indent=2))
    else:
        raise CommandError("the simulated kubectl reads --raw only from /healthz, /livez, /readyz and /version")
