"""The commands of kubectl that change objects."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import (
    ALL,
    ALL_NAMESPACES,
    DRY_RUN,
    FIELD_MANAGER,
    FIELD_SELECTOR,
    FILES,
    IGNORE_NOT_FOUND,
    LEAVING,
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
from tutor.kubectl.verbs.applied import run_edit as run_edit_applied
from tutor.kubectl.verbs.applied import run_set as run_set_applied
from tutor.kubectl.verbs.applied import run_view as run_view_applied
from tutor.kubectl.verbs.apply import run_apply
from tutor.kubectl.verbs.delete import run_delete
from tutor.kubectl.verbs.edit import run_edit
from tutor.kubectl.verbs.expose import run_expose
from tutor.kubectl.verbs.label import run_annotate, run_label
from tutor.kubectl.verbs.patch import run_patch
from tutor.kubectl.verbs.replace import run_replace
from tutor.kubectl.verbs.scale import run_scale

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
        Flag(name="selector"),
        Flag(name="protocol"),
        Flag(name="port"),
        Flag(name="type"),
        Flag(name="load-balancer-ip"),
        Flag(name="labels", short="l"),
        Flag(name="target-port"),
        Flag(name="external-ip"),
        Flag(name="overrides"),
        Flag(name="override-type", default="merge"),
        Flag(name="name"),
        Flag(name="session-affinity"),
        Flag(name="cluster-ip"),
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
    suggest_for=("rm", "remove"),
    summary="Delete resources by file names, stdin, resources and names, or by resources and label selector",
    example="kubectl delete service web",
    flags=(
        OUTPUT,
        *FILES,
        *LEAVING,
        SELECTOR,
        FIELD_SELECTOR,
        ALL,
        ALL_NAMESPACES,
        IGNORE_NOT_FOUND,
        DRY_RUN,
        Flag(name="now", type="bool"),
        Flag(name="wait", type="bool", default=True),
        Flag(name="interactive", short="i", type="bool"),
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
APPLY = Command(
    name="apply",
    run=run_apply,
    summary="Apply a configuration to a resource by file name or stdin",
    example="kubectl apply -f service.yaml",
    flags=(
        *PRINT,
        *FILES,
        *LEAVING,
        DRY_RUN,
        FIELD_MANAGER,
        VALIDATE,
        RECORD,
        SELECTOR,
        ALL,
        Flag(name="overwrite", type="bool", default=True),
        Flag(name="prune", type="bool"),
        Flag(name="prune-allowlist", type="array"),
        SUBRESOURCE,
        Flag(name="server-side", type="bool"),
        Flag(name="force-conflicts", type="bool"),
        Flag(name="openapi-patch", type="bool", default=True),
        Flag(name="wait", type="bool"),
    ),
    commands=(
        Command(
            name="edit-last-applied",
            run=run_edit_applied,
            summary="Edit latest last-applied-configuration annotations of a resource/object",
            flags=(*PRINT, *FILES, FIELD_MANAGER, VALIDATE, Flag(name="windows-line-endings", type="bool")),
        ),
        Command(
            name="set-last-applied",
            run=run_set_applied,
            summary="Set the last-applied-configuration annotation on a live object to match the contents of a file",
            flags=(*PRINT, *FILES[:1], DRY_RUN, Flag(name="create-annotation", type="bool")),
        ),
        Command(
            name="view-last-applied",
            run=run_view_applied,
            summary="View the latest last-applied-configuration annotations of a resource/object",
            example="kubectl apply view-last-applied service web",
            flags=(Flag(name="output", short="o", default="yaml"), *FILES, SELECTOR, ALL),
        ),
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
    flags=(*PRINT, *FILES, *LEAVING, DRY_RUN, FIELD_MANAGER, SAVE_CONFIG, VALIDATE, SUBRESOURCE, Flag(name="raw")),
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
SETTINGS = (
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
