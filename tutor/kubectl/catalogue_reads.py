"""The commands of kubectl that only look."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import (
    ALL,
    ALL_NAMESPACES,
    CHUNK_SIZE,
    FIELD_MANAGER,
    FIELD_SELECTOR,
    FILES,
    IGNORE_NOT_FOUND,
    LOCAL,
    OUTPUT,
    PRINT,
    SELECTOR,
    SUBRESOURCE,
)
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.apiresources import run_api_resources, run_api_versions
from tutor.kubectl.verbs.describe import run_describe
from tutor.kubectl.verbs.diff import run_diff
from tutor.kubectl.verbs.eventlist import run_events
from tutor.kubectl.verbs.explaining import run_explain
from tutor.kubectl.verbs.get import run_get
from tutor.kubectl.verbs.inform import run_version
from tutor.kubectl.verbs.waiting import run_wait

_WATCH = Flag(name="watch", short="w", type="bool")
EXPLAIN = Command(
    name="explain",
    run=run_explain,
    summary="Get documentation for a resource",
    example="kubectl explain service.spec.ports",
    flags=(OUTPUT, Flag(name="recursive", short="R", type="bool"), Flag(name="api-version")),
)
GET = Command(
    name="get",
    run=run_get,
    summary="Display one or many resources",
    suggest_for=("list", "ls"),
    example="kubectl get services -o wide",
    flags=(
        *PRINT,
        *FILES,
        _WATCH,
        Flag(name="watch-only", type="bool"),
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
DESCRIBE = Command(
    name="describe",
    run=run_describe,
    suggest_for=("inspect",),
    summary="Show details of a specific resource or group of resources",
    example="kubectl describe service web",
    flags=(*FILES, SELECTOR, ALL_NAMESPACES, CHUNK_SIZE, Flag(name="show-events", type="bool", default=True)),
)
EVENTS = Command(
    name="events",
    run=run_events,
    summary="List events",
    example="kubectl events --for pod/web",
    flags=(
        *PRINT,
        _WATCH,
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
    flags=(
        *FILES,
        SELECTOR,
        FIELD_MANAGER,
        Flag(name="server-side", type="bool"),
        Flag(name="force-conflicts", type="bool"),
        Flag(name="concurrency", type="int", default=1),
        Flag(name="show-managed-fields", type="bool"),
        Flag(name="show-secrets", type="bool"),
        Flag(name="prune", type="bool"),
        Flag(name="prune-allowlist", type="array"),
    ),
)
WAIT = Command(
    name="wait",
    run=run_wait,
    summary="Wait for a specific condition on one or many resources",
    example="kubectl wait --for=condition=Ready pod/web",
    flags=(
        *PRINT,
        *FILES[:1],
        Flag(name="recursive", short="R", type="bool", default=True),
        SELECTOR,
        FIELD_SELECTOR,
        ALL,
        ALL_NAMESPACES,
        LOCAL,
        Flag(name="timeout", type="duration", default=30.0),
        Flag(name="for", type="array"),
    ),
)
ABOUT = (
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
