"""Every command of kubectl in the order of its help: the root of the tree of words."""

from __future__ import annotations

from dataclasses import replace

from tutor.kubectl.catalogue_groups import AUTH, CLUSTER_INFO, CONFIG, CREATE, ROLLOUT, SET
from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import (
    ALL,
    ALL_NAMESPACES,
    CHUNK_SIZE,
    DRY_RUN,
    FIELD_MANAGER,
    FIELD_SELECTOR,
    FILES,
    IGNORE_NOT_FOUND,
    LOCAL,
    OUTPUT,
    OVERWRITE,
    PRINT,
    RECORD,
    SAVE_CONFIG,
    SELECTOR,
    SUBRESOURCE,
    TIMEOUT,
    VALIDATE,
)
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.apply import run_apply
from tutor.kubectl.verbs.delete import run_delete
from tutor.kubectl.verbs.describe import run_describe
from tutor.kubectl.verbs.diff import run_diff
from tutor.kubectl.verbs.edit import run_edit
from tutor.kubectl.verbs.eventlist import run_events
from tutor.kubectl.verbs.explaining import run_explain
from tutor.kubectl.verbs.expose import run_expose
from tutor.kubectl.verbs.get import run_get
from tutor.kubectl.verbs.inform import run_api_resources, run_api_versions, run_version
from tutor.kubectl.verbs.label import run_annotate, run_label
from tutor.kubectl.verbs.patch import run_patch
from tutor.kubectl.verbs.pods import run_attach, run_exec, run_logs, run_port_forward
from tutor.kubectl.verbs.replace import run_replace
from tutor.kubectl.verbs.run import run_run
from tutor.kubectl.verbs.scale import run_scale
from tutor.kubectl.verbs.waiting import run_wait

_WATCH = (Flag(name="watch", short="w", type="bool"), Flag(name="watch-only", type="bool"))
_ATTACHING = (
    Flag(name="stdin", short="i", type="bool"),
    Flag(name="tty", short="t", type="bool"),
    Flag(name="quiet", short="q", type="bool"),
    Flag(name="pod-running-timeout", type="duration", default=60.0),
)
_CONTAINER = Flag(name="container", short="c")
_LEAVING = (
    Flag(name="cascade", default="background", bare="background"),
    Flag(name="force", type="bool"),
    Flag(name="grace-period", type="int", default=-1),
    TIMEOUT,
)

EXPOSE = Command(
    name="expose",
    run=run_expose,
    summary="Take a replicated application and expose it as a Service",
    example="kubectl expose rs testapp --port 80 --target-port 8080",
    flags=(
        *PRINT,
        *FILES,
        DRY_RUN,
        FIELD_MANAGER,
        SAVE_CONFIG,
        RECORD,
        SELECTOR,
        Flag(name="protocol"),
        Flag(name="port"),
        Flag(name="type"),
        Flag(name="load-balancer-ip"),
        Flag(name="labels"),
        Flag(name="target-port"),
        Flag(name="external-ip"),
        Flag(name="overrides"),
        Flag(name="override-type", default="merge"),
        Flag(name="name"),
        Flag(name="session-affinity"),
        Flag(name="cluster-ip"),
    ),
)
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
        *_LEAVING[:3],
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
EXPLAIN = Command(
    name="explain",
    run=run_explain,
    summary="Get documentation for a resource",
    example="kubectl explain service.spec.ports",
    flags=(OUTPUT, Flag(name="recursive", type="bool"), Flag(name="api-version")),
)
GET = Command(
    name="get",
    run=run_get,
    summary="Display one or many resources",
    example="kubectl get services -o wide",
    flags=(
        *PRINT,
        *FILES,
        *_WATCH,
        ALL_NAMESPACES,
        SELECTOR,
        FIELD_SELECTOR,
        IGNORE_NOT_FOUND,
        CHUNK_SIZE,
        SUBRESOURCE,
        Flag(name="raw"),
        Flag(name="output-watch-events", type="bool"),
        Flag(name="no-headers", type="bool"),
        Flag(name="show-kind", type="bool"),
        Flag(name="show-labels", type="bool"),
        Flag(name="label-columns", short="L", type="list"),
        Flag(name="sort-by"),
        Flag(name="server-print", type="bool", default=True),
    ),
)
EDIT = Command(
    name="edit",
    run=run_edit,
    summary="Edit a resource on the server",
    example="kubectl edit service web",
    flags=(
        *PRINT,
        *FILES,
        FIELD_MANAGER,
        SAVE_CONFIG,
        RECORD,
        VALIDATE,
        SUBRESOURCE,
        Flag(name="output-patch", type="bool"),
        Flag(name="windows-line-endings", type="bool"),
    ),
)
DELETE = Command(
    name="delete",
    run=run_delete,
    summary="Delete resources by file names, stdin, resources and names, or by resources and label selector",
    example="kubectl delete service web",
    flags=(
        OUTPUT,
        *FILES,
        *_LEAVING,
        SELECTOR,
        FIELD_SELECTOR,
        ALL,
        ALL_NAMESPACES,
        IGNORE_NOT_FOUND,
        DRY_RUN,
        Flag(name="now", type="bool"),
        Flag(name="wait", type="bool", default=True),
        Flag(name="interactive", type="bool"),
        Flag(name="raw"),
    ),
)
SCALE = Command(
    name="scale",
    run=run_scale,
    required=("replicas",),
    summary="Set a new size for a deployment, replica set, or stateful set",
    example="kubectl scale rs testapp --replicas=5",
    flags=(
        *PRINT,
        *FILES,
        SELECTOR,
        ALL,
        DRY_RUN,
        RECORD,
        TIMEOUT,
        Flag(name="replicas", type="int"),
        Flag(name="current-replicas", type="int", default=-1),
        Flag(name="resource-version"),
    ),
)
DESCRIBE = Command(
    name="describe",
    run=run_describe,
    summary="Show details of a specific resource or group of resources",
    example="kubectl describe service web",
    flags=(*FILES, SELECTOR, ALL_NAMESPACES, CHUNK_SIZE, Flag(name="show-events", type="bool", default=True)),
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
    ),
)
_POD_PROGRAMS = (
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
        flags=(Flag(name="address", type="list"), Flag(name="pod-running-timeout", type="duration", default=60.0)),
    ),
)
EVENTS = Command(
    name="events",
    run=run_events,
    summary="List events",
    example="kubectl events --for pod/web",
    flags=(
        *PRINT,
        *_WATCH,
        ALL_NAMESPACES,
        CHUNK_SIZE,
        Flag(name="for"),
        Flag(name="types", type="list"),
        Flag(name="no-headers", type="bool"),
    ),
)
DIFF = Command(
    name="diff",
    run=run_diff,
    summary="Diff the live version against a would-be applied version",
    example="kubectl diff -f service.yaml",
    flags=(*FILES, SELECTOR, FIELD_MANAGER, Flag(name="server-side", type="bool"), Flag(name="prune", type="bool")),
)
APPLY = Command(
    name="apply",
    run=run_apply,
    summary="Apply a configuration to a resource by file name or stdin",
    example="kubectl apply -f service.yaml",
    flags=(
        *PRINT,
        *FILES,
        *_LEAVING,
        DRY_RUN,
        FIELD_MANAGER,
        VALIDATE,
        RECORD,
        SELECTOR,
        ALL,
        OVERWRITE,
        Flag(name="prune", type="bool"),
        Flag(name="server-side", type="bool"),
        Flag(name="force-conflicts", type="bool"),
        Flag(name="openapi-patch", type="bool", default=True),
        Flag(name="wait", type="bool"),
    ),
)
PATCH = Command(
    name="patch",
    run=run_patch,
    summary="Update fields of a resource",
    example="""kubectl patch svc web -p '{"spec":{"sessionAffinity":"ClientIP"}}'""",
    flags=(
        *PRINT,
        *FILES,
        DRY_RUN,
        FIELD_MANAGER,
        LOCAL,
        RECORD,
        SUBRESOURCE,
        Flag(name="patch", short="p"),
        Flag(name="patch-file"),
        Flag(name="type", default="strategic"),
    ),
)
REPLACE = Command(
    name="replace",
    run=run_replace,
    summary="Replace a resource by file name or stdin",
    example="kubectl replace -f service.yaml",
    flags=(*PRINT, *FILES, *_LEAVING, DRY_RUN, FIELD_MANAGER, SAVE_CONFIG, VALIDATE, SUBRESOURCE, Flag(name="raw")),
)
WAIT = Command(
    name="wait",
    run=run_wait,
    required=("for",),
    summary="Wait for a specific condition on one or many resources",
    example="kubectl wait --for=condition=Ready pod/web",
    flags=(*PRINT, *FILES, SELECTOR, FIELD_SELECTOR, ALL, ALL_NAMESPACES, LOCAL, TIMEOUT, Flag(name="for")),
)
_KEY_VALUES = (
    *PRINT,
    *FILES,
    SELECTOR,
    FIELD_SELECTOR,
    ALL,
    ALL_NAMESPACES,
    DRY_RUN,
    FIELD_MANAGER,
    LOCAL,
    OVERWRITE,
    RECORD,
    Flag(name="list", type="bool"),
    Flag(name="resource-version"),
)
_SETTINGS = (
    Command(
        name="label",
        run=run_label,
        flags=_KEY_VALUES,
        summary="Update the labels on a resource",
        example="kubectl label pod web app=front",
    ),
    Command(
        name="annotate",
        run=run_annotate,
        flags=_KEY_VALUES,
        summary="Update the annotations on a resource",
        example="kubectl annotate service web note=hi",
    ),
)
_ABOUT = (
    Command(
        name="version",
        run=run_version,
        summary="Print the client and server version information",
        flags=(OUTPUT, Flag(name="client", type="bool")),
    ),
    Command(name="api-versions", run=run_api_versions, summary="Print the supported API versions on the server"),
    Command(
        name="api-resources",
        run=run_api_resources,
        summary="Print the supported API resources on the server",
        flags=(
            OUTPUT,
            Flag(name="no-headers", type="bool"),
            Flag(name="api-group"),
            Flag(name="namespaced", type="bool"),
            Flag(name="cached", type="bool"),
            Flag(name="verbs", type="list"),
            Flag(name="sort-by"),
            Flag(name="categories", type="list"),
        ),
    ),
)


def _with_path(command: Command, parent: str) -> Command:
    path = f"{parent} {command.name}"
    return replace(command, path=path, commands=tuple(_with_path(one, path) for one in command.commands))


ROOT = Command(
    name="kubectl",
    path="kubectl",
    commands=tuple(
        _with_path(command, "kubectl")
        for command in (
            CREATE,
            EXPOSE,
            RUN,
            SET,
            EXPLAIN,
            GET,
            EDIT,
            DELETE,
            ROLLOUT,
            SCALE,
            CLUSTER_INFO,
            DESCRIBE,
            LOGS,
            *_POD_PROGRAMS,
            AUTH,
            EVENTS,
            DIFF,
            APPLY,
            PATCH,
            REPLACE,
            WAIT,
            *_SETTINGS,
            CONFIG,
            *_ABOUT,
        )
    ),
)
UNSIMULATED_WORDS = tuple(
    "autoscale certificate top cordon uncordon drain taint proxy cp debug kustomize completion alpha plugin options".split()
)
