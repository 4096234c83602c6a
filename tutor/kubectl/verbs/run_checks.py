"""What `kubectl run` refuses before it asks the server for anything."""

from __future__ import annotations

import re

from tutor.api.quoting import quote
from tutor.kubectl.command import Call
from tutor.kubectl.errors import CommandError
from tutor.kubectl.podtargets import require_patience
from tutor.kubectl.verbs.delete import check_cascade

_NAME = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DOMAIN_PART = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_REFERENCE = re.compile(
    rf"(?:{_DOMAIN_PART}(?:\.{_DOMAIN_PART})*(?::[0-9]+)?/)?{_NAME}(?:/{_NAME})*(?::\w[\w.-]{{0,127}})?"
    r"(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?",
    re.ASCII,
)
_RESTARTS = ("", "Always", "OnFailure", "Never")
_PULLS = ("", "Always", "IfNotPresent", "Never")


def attaches(call: Call) -> bool:
    """Whether kubectl joins the pod when it runs; `-i` means so unless `--attach` says otherwise."""
    return bool(call.flag("attach")) if call.given("attach") else bool(call.flag("stdin"))


def check_run(call: Call) -> None:
    """Mirrors RunOptions.Complete and the checks of RunOptions.Run, in their order."""
    check_cascade(call)
    if not call.args:
        raise call.usage_error("NAME is required for run")
    require_patience(call)
    image = str(call.flag("image"))
    if not image:
        raise CommandError("--image is required")
    if not _REFERENCE.fullmatch(image):
        raise CommandError(f"Invalid image name {quote(image)}: invalid reference format")
    if call.flag("tty") and not call.flag("stdin"):
        raise call.usage_error("-i/--stdin is required for containers with -t/--tty=true")
    if call.flag("expose") and not call.flag("port"):
        raise call.usage_error("--port must be set when exposing a service")
    if call.flag("restart") not in _RESTARTS:
        raise call.usage_error(f"invalid restart policy: {call.flag('restart')}")
    if call.flag("rm") and not attaches(call):
        raise call.usage_error("--rm should only be used for attached containers")
    if attaches(call) and call.dry_run != "none":
        raise call.usage_error(
            "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)"
        )
    if call.flag("image-pull-policy") not in _PULLS:
        raise call.usage_error(f"invalid image pull policy: {call.flag('image-pull-policy')}")
