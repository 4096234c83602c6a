"""Every command of kubectl in the order of its help: the root of the tree of words."""

from __future__ import annotations

from dataclasses import replace

from tutor.kubectl.catalogue_changes import APPLY, DELETE, EDIT, EXPOSE, PATCH, REPLACE, SCALE, SETTINGS
from tutor.kubectl.catalogue_groups import AUTH, CLUSTER_INFO, CONFIG, CREATE, ROLLOUT
from tutor.kubectl.catalogue_nodes import NODE_COMMANDS
from tutor.kubectl.catalogue_pods import LOGS, POD_PROGRAMS, RUN
from tutor.kubectl.catalogue_reads import ABOUT, DESCRIBE, DIFF, EVENTS, EXPLAIN, GET, WAIT
from tutor.kubectl.catalogue_set import SET
from tutor.kubectl.command import Command


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
            *NODE_COMMANDS,
            DESCRIBE,
            LOGS,
            *POD_PROGRAMS,
            AUTH,
            EVENTS,
            DIFF,
            APPLY,
            PATCH,
            REPLACE,
            WAIT,
            *SETTINGS,
            CONFIG,
            *ABOUT,
        )
    ),
)
UNSIMULATED_WORDS = (
    "autoscale",
    "certificate",
    "top",
    "proxy",
    "cp",
    "debug",
    "kustomize",
    "completion",
    "alpha",
    "plugin",
    "options",
)
