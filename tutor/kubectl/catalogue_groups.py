"""The commands of kubectl that have commands below them."""

from __future__ import annotations

from tutor.kubectl.catalogue_drafts import DRAFTS, MAKING
from tutor.kubectl.catalogue_other import NEW_KINDS
from tutor.kubectl.command import Command, Handler
from tutor.kubectl.common_flags import (
    DRY_RUN,
    FIELD_MANAGER,
    FILES,
    PRINT,
    RECORD,
    SELECTOR,
    TIMEOUT,
)
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.create_configmap import run_config_map
from tutor.kubectl.verbs.create_kinds import run_deployment, run_namespace
from tutor.kubectl.verbs.create_service import run_cluster_ip, run_external_name, run_load_balancer, run_node_port
from tutor.kubectl.verbs.creation import run_create
from tutor.kubectl.verbs.inform import run_can_i, run_cluster_info, run_who_am_i
from tutor.kubectl.verbs.others import run_dump
from tutor.kubectl.verbs.rollout import run_pause, run_restart, run_resume
from tutor.kubectl.verbs.rollout_history import run_history, run_undo
from tutor.kubectl.verbs.rollout_status import run_status

_TCP = Flag(name="tcp", type="list")


def _service(name: str, run: Handler, *flags: Flag, required: tuple[str, ...] = ()) -> Command:
    return Command(name=name, run=run, flags=(*MAKING, _TCP, *flags), required=required)


CREATE = Command(
    name="create",
    run=run_create,
    summary="Create a resource from a file or from stdin",
    example="kubectl create -f service.yaml",
    flags=(
        *MAKING,
        *FILES,
        SELECTOR,
        RECORD,
        Flag(name="edit", type="bool"),
        Flag(name="raw"),
        Flag(name="windows-line-endings", type="bool"),
    ),
    commands=(
        Command(
            name="configmap",
            aliases=("cm",),
            run=run_config_map,
            flags=(
                *MAKING,
                Flag(name="from-literal", type="array"),
                Flag(name="from-file", type="list"),
                Flag(name="from-env-file", type="list"),
                Flag(name="append-hash", type="bool"),
            ),
        ),
        Command(
            name="deployment",
            aliases=("deploy",),
            run=run_deployment,
            required=("image",),
            flags=(
                *MAKING,
                Flag(name="image", type="list"),
                Flag(name="port", type="int", default=-1),
                Flag(name="replicas", short="r", type="int", default=1),
            ),
        ),
        Command(name="namespace", aliases=("ns",), run=run_namespace, flags=MAKING),
        *DRAFTS,
        *NEW_KINDS,
        Command(
            name="service",
            aliases=("svc",),
            commands=(
                _service("clusterip", run_cluster_ip, Flag(name="clusterip")),
                _service("nodeport", run_node_port, Flag(name="node-port", type="int")),
                _service("loadbalancer", run_load_balancer),
                _service("externalname", run_external_name, Flag(name="external-name"), required=("external-name",)),
            ),
        ),
    ),
)
_ROLLING = (*PRINT, *FILES, SELECTOR)
ROLLOUT = Command(
    name="rollout",
    summary="Manage the rollout of a resource",
    commands=(
        Command(name="history", run=run_history, flags=(*_ROLLING, Flag(name="revision", type="int"))),
        Command(name="pause", run=run_pause, flags=(*_ROLLING, FIELD_MANAGER)),
        Command(name="resume", run=run_resume, flags=(*_ROLLING, FIELD_MANAGER)),
        Command(name="undo", run=run_undo, flags=(*_ROLLING, DRY_RUN, Flag(name="to-revision", type="int"))),
        Command(
            name="status",
            run=run_status,
            flags=(
                *FILES,
                SELECTOR,
                TIMEOUT,
                Flag(name="watch", short="w", type="bool", default=True),
                Flag(name="revision", type="int"),
            ),
        ),
        Command(name="restart", run=run_restart, flags=(*_ROLLING, FIELD_MANAGER)),
    ),
)
CLUSTER_INFO = Command(
    name="cluster-info",
    run=run_cluster_info,
    summary="Display cluster information",
    commands=(Command(name="dump", run=run_dump, unsimulated=True, summary="Dump relevant information for debugging"),),
)
AUTH = Command(
    name="auth",
    summary="Inspect authorization",
    commands=(
        Command(
            name="can-i",
            run=run_can_i,
            flags=(
                Flag(name="all-namespaces", short="A", type="bool"),
                Flag(name="quiet", short="q", type="bool"),
                Flag(name="list", type="bool"),
                Flag(name="subresource"),
                Flag(name="no-headers", type="bool"),
            ),
        ),
        Command(name="whoami", run=run_who_am_i, flags=PRINT),
    ),
)
