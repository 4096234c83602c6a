"""The commands of kubectl that the simulated cluster knows by name and refuses, and a few that only talk."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.others import (
    check_certificates,
    refusing,
    run_alpha,
    run_completion,
    run_copy,
    run_options,
    run_plugin_list,
    run_top,
)


def _unsimulated(name: str, summary: str) -> Command:
    return Command(name=name, run=refusing(), summary=summary, unsimulated=True)


AUTOSCALE = _unsimulated("autoscale", "Auto-scale a deployment, replica set, or stateful set")
CERTIFICATE = Command(
    name="certificate",
    summary="Modify certificate resources",
    commands=tuple(
        Command(
            name=name, run=refusing(check_certificates), summary=f"{name.capitalize()} a certificate signing request"
        )
        for name in ("approve", "deny")
    ),
)
_TOP = (
    Flag(name="selector", short="l"),
    Flag(name="sort-by"),
    Flag(name="no-headers", type="bool"),
    Flag(name="show-swap", type="bool"),
    Flag(name="use-protocol-buffers", type="bool", default=True),
)
TOP = Command(
    name="top",
    suggest_for=("stats",),
    summary="Display resource (CPU/memory) usage",
    commands=(
        Command(
            name="node",
            aliases=("nodes", "no"),
            run=run_top,
            summary="Display resource (CPU/memory) usage of nodes",
            flags=(*_TOP, Flag(name="show-capacity", type="bool")),
        ),
        Command(
            name="pod",
            aliases=("pods", "po"),
            run=run_top,
            summary="Display resource (CPU/memory) usage of pods",
            flags=(
                *_TOP,
                Flag(name="field-selector"),
                Flag(name="all-namespaces", short="A", type="bool"),
                Flag(name="containers", type="bool"),
                Flag(name="sum", type="bool"),
            ),
        ),
    ),
)
PROXY = _unsimulated("proxy", "Run a proxy to the Kubernetes API server")
COPY = Command(
    name="cp",
    run=run_copy,
    summary="Copy files and directories to and from containers",
    flags=(
        Flag(name="container", short="c"),
        Flag(name="no-preserve", type="bool"),
        Flag(name="retries", type="int"),
    ),
)
DEBUG = _unsimulated("debug", "Create debugging sessions for troubleshooting workloads and nodes")
KUSTOMIZE = _unsimulated("kustomize", "Build a kustomization target from a directory or URL")
COMPLETION = Command(
    name="completion",
    run=run_completion,
    summary="Output shell completion code for the specified shell (bash, zsh, fish, or powershell)",
)
ALPHA = Command(name="alpha", run=run_alpha, summary="Commands for features in alpha")
PLUGIN = Command(
    name="plugin",
    summary="Provides utilities for interacting with plugins",
    commands=(
        Command(
            name="list",
            run=run_plugin_list,
            summary="List all visible plugin executables on a user's PATH",
            flags=(Flag(name="name-only", type="bool"),),
        ),
    ),
)
OPTIONS = Command(name="options", run=run_options, summary="Print the list of flags inherited by all commands")
NEW_KINDS = tuple(
    _unsimulated(name, f"Create a {noun}")
    for name, noun in (
        ("clusterrole", "cluster role"),
        ("role", "role with single rule"),
        ("token", "request for a service account token"),
    )
)
