"""`kubectl create` and its subcommands, as rows."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import DRY_RUN, FIELD_MANAGER, FILES, PRINT, RECORD, SAVE_CONFIG, SELECTOR, VALIDATE
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs import create_kinds, create_service, creation

_MADE = (*PRINT, DRY_RUN, FIELD_MANAGER, SAVE_CONFIG, VALIDATE)
_TCP = Flag(name="tcp", type="array")

_SERVICE = Command(
    name="service",
    aliases=("svc",),
    summary="Create a service using a specified subcommand",
    commands=(
        Command(
            name="clusterip",
            summary="Create a ClusterIP service",
            run=create_service.run_cluster_ip,
            flags=(*_MADE, _TCP, Flag(name="clusterip")),
        ),
        Command(
            name="externalname",
            summary="Create an ExternalName service",
            run=create_service.run_external_name,
            required=("external-name",),
            flags=(*_MADE, _TCP, Flag(name="external-name")),
        ),
        Command(
            name="loadbalancer",
            summary="Create a LoadBalancer service",
            run=create_service.run_load_balancer,
            flags=(*_MADE, _TCP),
        ),
        Command(
            name="nodeport",
            summary="Create a NodePort service",
            run=create_service.run_node_port,
            flags=(*_MADE, _TCP, Flag(name="node-port", type="int")),
        ),
    ),
)

CREATE = Command(
    name="create",
    summary="Create a resource from a file or from stdin",
    example="kubectl create -f service.yaml",
    run=creation.run_create,
    flags=(
        *FILES,
        *PRINT,
        DRY_RUN,
        FIELD_MANAGER,
        SAVE_CONFIG,
        SELECTOR,
        VALIDATE,
        RECORD,
        Flag(name="edit", type="bool"),
        Flag(name="raw"),
    ),
    commands=(
        Command(
            name="configmap",
            aliases=("cm",),
            summary="Create a config map from a local file or literal value",
            run=create_kinds.run_config_map,
            flags=(*_MADE, Flag(name="from-literal", type="array"), Flag(name="from-file", type="array")),
        ),
        Command(
            name="deployment",
            aliases=("deploy",),
            summary="Create a deployment with the specified name",
            run=create_kinds.run_deployment,
            required=("image",),
            flags=(
                *_MADE,
                Flag(name="image", type="list"),
                Flag(name="port", type="int", default=-1),
                Flag(name="replicas", short="r", type="int", default=1),
            ),
        ),
        Command(
            name="namespace",
            aliases=("ns",),
            summary="Create a namespace with the specified name",
            run=create_kinds.run_namespace,
            flags=_MADE,
        ),
        _SERVICE,
    ),
)
