"""The commands of kubectl that are about one running pod."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import (
    DRY_RUN,
    FIELD_MANAGER,
    FILES,
    LEAVING,
    PRINT,
    RECORD,
    SAVE_CONFIG,
    SELECTOR,
    TIMEOUT,
)
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.logs import run_logs
from tutor.kubectl.verbs.pods import run_attach, run_exec
from tutor.kubectl.verbs.portforward import run_port_forward
from tutor.kubectl.verbs.run import run_run

_ATTACHING = (
    Flag(name="stdin", short="i", type="bool"),
    Flag(name="tty", short="t", type="bool"),
    Flag(name="quiet", short="q", type="bool"),
    Flag(name="pod-running-timeout", type="duration", default=60.0),
)
_CONTAINER = Flag(name="container", short="c")
RUN = Command(
    name="run",
    run=run_run,
    required=("image",),
    summary="Run a particular image on the cluster",
    example="kubectl run web --image=nginx --port=80",
    interspersed=True,
    flags=(
        *PRINT,
        *FILES,
        *LEAVING[:3],
        TIMEOUT,
        DRY_RUN,
        FIELD_MANAGER,
        SAVE_CONFIG,
        RECORD,
        *_ATTACHING,
        Flag(name="annotations", type="array"),
        Flag(name="image"),
        Flag(name="image-pull-policy"),
        Flag(name="rm", type="bool"),
        Flag(name="overrides"),
        Flag(name="override-type", default="merge"),
        Flag(name="env", type="array"),
        Flag(name="port"),
        Flag(name="labels", short="l"),
        Flag(name="attach", type="bool"),
        Flag(name="leave-stdin-open", type="bool"),
        Flag(name="restart", default="Always"),
        Flag(name="command", type="bool"),
        Flag(name="expose", type="bool"),
        Flag(name="privileged", type="bool"),
        Flag(name="wait", type="bool"),
    ),
)
LOGS = Command(
    name="logs",
    run=run_logs,
    summary="Print the logs for a container in a pod",
    example="kubectl logs web",
    flags=(
        _CONTAINER,
        SELECTOR,
        Flag(name="all-containers", type="bool"),
        Flag(name="all-pods", type="bool"),
        Flag(name="follow", short="f", type="bool"),
        Flag(name="timestamps", type="bool"),
        Flag(name="prefix", type="bool"),
        Flag(name="previous", short="p", type="bool"),
        Flag(name="since", type="duration"),
        Flag(name="since-time"),
        Flag(name="tail", type="int", default=-1),
        Flag(name="limit-bytes", type="int"),
        Flag(name="ignore-errors", type="bool"),
        Flag(name="insecure-skip-tls-verify-backend", type="bool"),
        Flag(name="max-log-requests", type="int", default=5),
        Flag(name="pod-running-timeout", type="duration", default=20.0),
    ),
)
POD_PROGRAMS = (
    Command(
        name="attach",
        run=run_attach,
        summary="Attach to a running container",
        example="kubectl attach web -it",
        flags=(_CONTAINER, *_ATTACHING),
    ),
    Command(
        name="exec",
        run=run_exec,
        summary="Execute a command in a container",
        example="kubectl exec -it web -- sh",
        flags=(*FILES, _CONTAINER, *_ATTACHING),
    ),
    Command(
        name="port-forward",
        run=run_port_forward,
        summary="Forward one or more local ports to a pod",
        example="kubectl port-forward svc/web 8080:80 &",
        flags=(Flag(name="address", type="list"), Flag(name="pod-running-timeout", type="duration", default=60.0)),
    ),
)
