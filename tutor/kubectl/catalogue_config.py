"""`kubectl config` and the commands below it."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import PRINT
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.configuration import (
    run_clusters,
    run_contexts,
    run_current_context,
    run_delete,
    run_fixed,
    run_rename_context,
    run_set,
    run_set_context,
    run_use_context,
    run_users,
    run_view,
)

_OUTPUT = Flag(name="output", short="o")
_VIEWING = tuple(Flag(name=name, type="bool") for name in ("minify", "raw", "flatten"))
CONFIG = Command(
    name="config",
    summary="Modify kubeconfig files",
    commands=(
        Command(name="current-context", run=run_current_context, summary="Display the current-context"),
        Command(name="delete-cluster", run=run_delete, summary="Delete the specified cluster from the kubeconfig"),
        Command(name="delete-context", run=run_delete, summary="Delete the specified context from the kubeconfig"),
        Command(name="delete-user", run=run_delete, summary="Delete the specified user from the kubeconfig"),
        Command(name="get-clusters", run=run_clusters, summary="Display clusters defined in the kubeconfig"),
        Command(
            name="get-contexts",
            run=run_contexts,
            summary="Describe one or many contexts",
            flags=(_OUTPUT, Flag(name="no-headers", type="bool")),
        ),
        Command(name="get-users", run=run_users, summary="Display users defined in the kubeconfig"),
        Command(name="rename-context", run=run_rename_context, summary="Rename a context from the kubeconfig file"),
        Command(name="set", run=run_set, summary="Set an individual value in a kubeconfig file"),
        Command(name="set-cluster", run=run_fixed, unsimulated=True, summary="Set a cluster entry in kubeconfig"),
        Command(
            name="set-context",
            run=run_set_context,
            summary="Set a context entry in kubeconfig",
            example="kubectl config set-context --current --namespace=team-a",
            flags=(Flag(name="current", type="bool"),),
        ),
        Command(name="set-credentials", run=run_fixed, unsimulated=True, summary="Set a user entry in kubeconfig"),
        Command(name="unset", run=run_set, summary="Unset an individual value in a kubeconfig file"),
        Command(
            name="use-context",
            aliases=("use",),
            run=run_use_context,
            summary="Set the current-context in a kubeconfig file",
        ),
        Command(
            name="view",
            run=run_view,
            summary="Display merged kubeconfig settings or a specified kubeconfig file",
            flags=(*PRINT, *_VIEWING, Flag(name="merge", type="bool", default=True)),
        ),
    ),
)
