"""Every command of kubectl: its flags and what carries it out, one row each."""

from __future__ import annotations

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
    OVERWRITE,
    PRINT,
    RECORD,
    SAVE_CONFIG,
    SELECTOR,
    SUBRESOURCE,
    TIMEOUT,
    VALIDATE,
)
from tutor.kubectl.create_table import CREATE
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs import (
    apply,
    delete,
    describe,
    edit,
    eventlist,
    explaining,
    expose,
    get,
    images,
    inform,
    label,
    patch,
    pods,
    replace,
    rollout,
    run,
    scale,
    waiting,
)

_CHANGE = (*PRINT, *FILES, DRY_RUN, FIELD_MANAGER, RECORD)
_PICK = (SELECTOR, FIELD_SELECTOR, ALL, ALL_NAMESPACES)
_CONTAINER = Flag(name="container", short="c")
_STREAMS = (
    Flag(name="stdin", short="i", type="bool"),
    Flag(name="tty", short="t", type="bool"),
    Flag(name="quiet", short="q", type="bool"),
)
_POD_TIMEOUT = Flag(name="pod-running-timeout", type="duration", default=60.0)

_GET = Command(
    name="get",
    summary="Display one or many resources",
    example="kubectl get services,endpoints,pods --show-labels",
    run=get.run_get,
    flags=(
        *PRINT,
        *FILES,
        SELECTOR,
        FIELD_SELECTOR,
        ALL_NAMESPACES,
        CHUNK_SIZE,
        IGNORE_NOT_FOUND,
        SUBRESOURCE,
        Flag(name="label-columns", short="L", type="list"),
        Flag(name="no-headers", type="bool"),
        Flag(name="output-watch-events", type="bool"),
        Flag(name="raw"),
        Flag(name="server-print", type="bool", default=True),
        Flag(name="show-kind", type="bool"),
        Flag(name="show-labels", type="bool"),
        Flag(name="sort-by"),
        Flag(name="watch", short="w", type="bool"),
        Flag(name="watch-only", type="bool"),
    ),
)
_APPLY = Command(
    name="apply",
    summary="Apply a configuration to a resource by file name or stdin",
    example="kubectl apply -f service.yaml",
    run=apply.run_apply,
    flags=(
        *_CHANGE,
        *_PICK,
        VALIDATE,
        OVERWRITE,
        TIMEOUT,
        Flag(name="cascade", default="background"),
        Flag(name="force", type="bool"),
        Flag(name="force-conflicts", type="bool"),
        Flag(name="grace-period", type="int", default=-1),
        Flag(name="openapi-patch", type="bool", default=True),
        Flag(name="prune", type="bool"),
        Flag(name="server-side", type="bool"),
        Flag(name="wait", type="bool"),
    ),
)
_DELETE = Command(
    name="delete",
    summary="Delete resources by file names, stdin, resources and names, or by resources and label selector",
    example="kubectl delete service testapp-svc-clusterip",
    run=delete.run_delete,
    flags=(
        *FILES,
        *_PICK,
        DRY_RUN,
        IGNORE_NOT_FOUND,
        TIMEOUT,
        Flag(name="output", short="o"),
        Flag(name="cascade", default="background", bare="background"),
        Flag(name="force", type="bool"),
        Flag(name="grace-period", type="int", default=-1),
        Flag(name="interactive", short="i", type="bool"),
        Flag(name="now", type="bool"),
        Flag(name="raw"),
        Flag(name="wait", type="bool", default=True),
    ),
)
_DESCRIBE = Command(
    name="describe",
    summary="Show details of a specific resource or group of resources",
    example="kubectl describe service testapp-svc-clusterip",
    run=describe.run_describe,
    flags=(*FILES, SELECTOR, ALL_NAMESPACES, CHUNK_SIZE, Flag(name="show-events", type="bool", default=True)),
)
_EXPOSE = Command(
    name="expose",
    summary="Take a pod, service or controller and expose it as a new Kubernetes service",
    example="kubectl expose rs testapp-replicaset --name testapp-svc --port 80 --target-port 8080",
    run=expose.run_expose,
    flags=(
        *_CHANGE,
        SAVE_CONFIG,
        Flag(name="cluster-ip"),
        Flag(name="external-ip"),
        Flag(name="labels", short="l"),
        Flag(name="load-balancer-ip"),
        Flag(name="name"),
        Flag(name="overrides"),
        Flag(name="override-type", default="merge"),
        Flag(name="port"),
        Flag(name="protocol"),
        Flag(name="selector"),
        Flag(name="session-affinity"),
        Flag(name="target-port"),
        Flag(name="type"),
    ),
)
_EDIT = Command(
    name="edit",
    summary="Edit a resource on the server",
    example="kubectl edit replicasets.apps testapp-replicaset",
    run=edit.run_edit,
    flags=(
        *PRINT,
        *FILES,
        FIELD_MANAGER,
        SAVE_CONFIG,
        SUBRESOURCE,
        VALIDATE,
        Flag(name="output-patch", type="bool"),
        Flag(name="windows-line-endings", type="bool"),
    ),
)
_RUN = Command(
    name="run",
    summary="Run a particular image on the cluster",
    example="kubectl run curlpod -it --image=centos:7",
    run=run.run_run,
    required=("image",),
    flags=(
        *_CHANGE,
        *_STREAMS,
        SAVE_CONFIG,
        _POD_TIMEOUT,
        TIMEOUT,
        Flag(name="annotations", type="array"),
        Flag(name="attach", type="bool"),
        Flag(name="command", type="bool"),
        Flag(name="env", type="array"),
        Flag(name="expose", type="bool"),
        Flag(name="image"),
        Flag(name="image-pull-policy"),
        Flag(name="labels", short="l"),
        Flag(name="leave-stdin-open", type="bool"),
        Flag(name="overrides"),
        Flag(name="port"),
        Flag(name="privileged", type="bool"),
        Flag(name="restart", default="Always"),
        Flag(name="rm", type="bool"),
    ),
)
_SCALE = Command(
    name="scale",
    summary="Set a new size for a deployment, replica set or stateful set",
    example="kubectl scale rs testapp-replicaset --replicas=5",
    run=scale.run_scale,
    required=("replicas",),
    flags=(
        *_CHANGE,
        *_PICK,
        TIMEOUT,
        Flag(name="current-replicas", type="int", default=-1),
        Flag(name="replicas", type="int", default=-1),
        Flag(name="resource-version"),
    ),
)
_LABEL = Command(
    name="label",
    summary="Update the labels on a resource",
    example="kubectl label pods --all env=dev",
    run=label.run_label,
    flags=(*_CHANGE, *_PICK, LOCAL, OVERWRITE, Flag(name="list", type="bool"), Flag(name="resource-version")),
)
_ANNOTATE = Command(
    name="annotate",
    summary="Update the annotations on a resource",
    example="kubectl annotate svc testapp-svc note=hi",
    run=label.run_annotate,
    flags=(*_CHANGE, *_PICK, LOCAL, OVERWRITE, Flag(name="list", type="bool"), Flag(name="resource-version")),
)
_PATCH = Command(
    name="patch",
    summary="Update fields of a resource",
    example="""kubectl patch svc testapp-svc -p '{"spec":{"type":"NodePort"}}'""",
    run=patch.run_patch,
    flags=(
        *_CHANGE,
        LOCAL,
        SUBRESOURCE,
        Flag(name="patch", short="p"),
        Flag(name="patch-file"),
        Flag(name="type", default="strategic"),
    ),
)
_REPLACE = Command(
    name="replace",
    summary="Replace a resource by file name or stdin",
    example="kubectl replace -f service.yaml",
    run=replace.run_replace,
    flags=(
        *_CHANGE,
        SAVE_CONFIG,
        SUBRESOURCE,
        TIMEOUT,
        VALIDATE,
        Flag(name="cascade", default="background"),
        Flag(name="force", type="bool"),
        Flag(name="grace-period", type="int", default=-1),
        Flag(name="raw"),
        Flag(name="wait", type="bool"),
    ),
)
_SET_FLAGS = (*_CHANGE, *_PICK, LOCAL)
_SET = Command(
    name="set",
    summary="Set specific features on objects",
    example="kubectl set image deployment/web testapp=nginx:1.28",
    commands=(
        Command(name="env", summary="Update environment variables", run=images.run_set_env, flags=_SET_FLAGS),
        Command(name="image", summary="Update the image of a pod template", run=images.run_set_image, flags=_SET_FLAGS),
        Command(
            name="selector", summary="Set the selector on a service", run=images.run_set_selector, flags=_SET_FLAGS
        ),
    ),
)
_ROLLOUT = Command(
    name="rollout",
    summary="Manage the rollout of a resource",
    example="kubectl rollout status deployment/web",
    commands=(
        Command(
            name="history",
            summary="View rollout history",
            run=rollout.run_history,
            flags=(*PRINT, *FILES, SELECTOR, Flag(name="revision", type="int")),
        ),
        Command(name="pause", summary="Mark a resource as paused", run=rollout.run_pause, flags=(*_CHANGE, SELECTOR)),
        Command(name="restart", summary="Restart a resource", run=rollout.run_restart, flags=(*_CHANGE, SELECTOR)),
        Command(name="resume", summary="Resume a paused resource", run=rollout.run_resume, flags=(*_CHANGE, SELECTOR)),
        Command(
            name="status",
            summary="Show the status of the rollout",
            run=rollout.run_status,
            flags=(
                *FILES,
                SELECTOR,
                TIMEOUT,
                Flag(name="revision", type="int"),
                Flag(name="watch", short="w", type="bool", default=True),
            ),
        ),
        Command(
            name="undo",
            summary="Undo a previous rollout",
            run=rollout.run_undo,
            flags=(*_CHANGE, SELECTOR, Flag(name="to-revision", type="int")),
        ),
    ),
)
_LOGS = Command(
    name="logs",
    summary="Print the logs for a container in a pod",
    example="kubectl logs deploy/web",
    run=pods.run_logs,
    flags=(
        SELECTOR,
        _CONTAINER,
        _POD_TIMEOUT,
        Flag(name="all-containers", type="bool"),
        Flag(name="all-pods", type="bool"),
        Flag(name="follow", short="f", type="bool"),
        Flag(name="ignore-errors", type="bool"),
        Flag(name="insecure-skip-tls-verify-backend", type="bool"),
        Flag(name="limit-bytes", type="int"),
        Flag(name="max-log-requests", type="int", default=5),
        Flag(name="prefix", type="bool"),
        Flag(name="previous", short="p", type="bool"),
        Flag(name="since", type="duration"),
        Flag(name="since-time"),
        Flag(name="tail", type="int", default=-1),
        Flag(name="timestamps", type="bool"),
    ),
)
_EXEC = Command(
    name="exec",
    summary="Execute a command in a container",
    example="kubectl exec -it POD -- sh",
    run=pods.run_exec,
    flags=(*FILES, *_STREAMS, _CONTAINER, _POD_TIMEOUT),
)
_ATTACH = Command(
    name="attach",
    summary="Attach to a running container",
    run=pods.run_attach,
    flags=(*_STREAMS, _CONTAINER, _POD_TIMEOUT),
)
_PORT_FORWARD = Command(
    name="port-forward",
    summary="Forward one or more local ports to a pod",
    run=pods.run_port_forward,
    flags=(Flag(name="address", type="list"), _POD_TIMEOUT),
)
_WAIT = Command(
    name="wait",
    summary="Wait for a specific condition on one or many resources",
    example="kubectl wait pod --all --for=condition=Ready",
    run=waiting.run_wait,
    required=("for",),
    flags=(*PRINT, *FILES, *_PICK, LOCAL, TIMEOUT, Flag(name="for")),
)
_EVENTS = Command(
    name="events",
    summary="List events",
    run=eventlist.run_events,
    flags=(
        *PRINT,
        ALL_NAMESPACES,
        CHUNK_SIZE,
        Flag(name="for"),
        Flag(name="no-headers", type="bool"),
        Flag(name="types", type="list"),
        Flag(name="watch", short="w", type="bool"),
    ),
)
_EXPLAIN = Command(
    name="explain",
    summary="Get documentation for a resource",
    example="kubectl explain service.spec.ports",
    run=explaining.run_explain,
    flags=(
        Flag(name="api-version"),
        Flag(name="output", short="o", default="plaintext"),
        Flag(name="recursive", type="bool"),
    ),
)
_CONFIG = Command(
    name="config",
    summary="Modify kubeconfig files",
    commands=(
        Command(name="current-context", summary="Display the current-context", run=inform.run_current_context),
        Command(
            name="get-contexts",
            summary="Describe one or many contexts",
            run=inform.run_contexts,
            flags=(Flag(name="output", short="o"), Flag(name="no-headers", type="bool")),
        ),
        Command(
            name="set-context",
            summary="Set a context entry in kubeconfig",
            run=inform.run_set_context,
            flags=(Flag(name="current", type="bool"),),
        ),
        Command(name="use-context", summary="Set the current-context", run=inform.run_use_context),
        Command(
            name="view",
            summary="Display merged kubeconfig settings",
            run=inform.run_view,
            flags=(*PRINT, Flag(name="minify", type="bool"), Flag(name="raw", type="bool")),
        ),
    ),
)
_AUTH = Command(
    name="auth",
    summary="Inspect authorization",
    commands=(
        Command(
            name="can-i",
            summary="Check whether an action is allowed",
            run=inform.run_can_i,
            flags=(
                ALL_NAMESPACES,
                SUBRESOURCE,
                Flag(name="list", type="bool"),
                Flag(name="no-headers", type="bool"),
                Flag(name="quiet", short="q", type="bool"),
            ),
        ),
        Command(name="whoami", summary="Check who you are", run=inform.run_who_am_i, flags=PRINT),
    ),
)
_INFORM = (
    Command(
        name="api-resources",
        summary="Print the supported API resources on the server",
        run=inform.run_api_resources,
        flags=(
            Flag(name="api-group"),
            Flag(name="cached", type="bool"),
            Flag(name="categories", type="list"),
            Flag(name="namespaced", type="bool", default=True),
            Flag(name="no-headers", type="bool"),
            Flag(name="output", short="o"),
            Flag(name="sort-by"),
            Flag(name="verbs", type="list"),
        ),
    ),
    Command(name="api-versions", summary="Print the supported API versions", run=inform.run_api_versions),
    Command(name="cluster-info", summary="Display cluster information", run=inform.run_cluster_info),
    Command(
        name="version",
        summary="Print the client and server version information",
        run=inform.run_version,
        flags=(Flag(name="client", type="bool"), Flag(name="output", short="o")),
    ),
)

COMMANDS: tuple[Command, ...] = (
    CREATE,
    _EXPOSE,
    _RUN,
    _SET,
    _EXPLAIN,
    _GET,
    _EDIT,
    _DELETE,
    _ROLLOUT,
    _SCALE,
    _DESCRIBE,
    _LOGS,
    _ATTACH,
    _EXEC,
    _PORT_FORWARD,
    _AUTH,
    _EVENTS,
    _APPLY,
    _PATCH,
    _REPLACE,
    _WAIT,
    _LABEL,
    _ANNOTATE,
    _CONFIG,
    *_INFORM,
)
