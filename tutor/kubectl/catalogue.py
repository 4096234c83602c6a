"""Every command of kubectl in the order of its help: the root of the tree of words."""

from __future__ import annotations

from tutor.kubectl.catalogue_changes import APPLY, DELETE, EDIT, EXPOSE, PATCH, REPLACE, SCALE, SETTINGS
from tutor.kubectl.catalogue_config import CONFIG
from tutor.kubectl.catalogue_groups import AUTH, CLUSTER_INFO, CREATE, ROLLOUT
from tutor.kubectl.catalogue_nodes import NODE_COMMANDS
from tutor.kubectl.catalogue_other import (
    ALPHA,
    AUTOSCALE,
    CERTIFICATE,
    COMPLETION,
    COPY,
    DEBUG,
    KUSTOMIZE,
    OPTIONS,
    PLUGIN,
    PROXY,
    TOP,
)
from tutor.kubectl.catalogue_pods import LOGS, POD_PROGRAMS, RUN
from tutor.kubectl.catalogue_reads import ABOUT, DESCRIBE, DIFF, EVENTS, EXPLAIN, GET, WAIT
from tutor.kubectl.catalogue_set import SET
from tutor.kubectl.command import Command
from tutor.values import replace

_BASIC = (CREATE, EXPOSE, RUN, SET, EXPLAIN, GET, EDIT, DELETE)
_DEPLOY = (ROLLOUT, SCALE, AUTOSCALE)
_CLUSTER = (CERTIFICATE, CLUSTER_INFO, TOP, *NODE_COMMANDS)
_TROUBLE = (DESCRIBE, LOGS, *POD_PROGRAMS, PROXY, COPY, AUTH, DEBUG, EVENTS)
_ADVANCED = (DIFF, APPLY, PATCH, REPLACE, WAIT, KUSTOMIZE)
_OTHER = (*SETTINGS, COMPLETION, ALPHA, CONFIG, PLUGIN, *ABOUT, OPTIONS)


def _with_path(command: Command, parent: str) -> Command:
    path = f"{parent} {command.name}"
    return replace(command, path=path, commands=tuple(_with_path(one, path) for one in command.commands))


ROOT = Command(
    name="kubectl",
    path="kubectl",
    commands=tuple(
        _with_path(command, "kubectl") for command in (*_BASIC, *_DEPLOY, *_CLUSTER, *_TROUBLE, *_ADVANCED, *_OTHER)
    ),
)
