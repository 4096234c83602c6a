"""The commands of kubectl that look after nodes."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import (
    ALL,
    CHUNK_SIZE,
    DRY_RUN,
    FIELD_MANAGER,
    OVERWRITE,
    PRINT,
    SELECTOR,
    TIMEOUT,
    VALIDATE,
)
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.cordon import run_cordon, run_uncordon
from tutor.kubectl.verbs.drain import run_drain
from tutor.kubectl.verbs.taint import run_taint

NODE_COMMANDS = (
    Command(
        name="cordon",
        run=run_cordon,
        summary="Mark node as unschedulable",
        example="kubectl cordon kube-node1",
        flags=(SELECTOR, DRY_RUN),
    ),
    Command(
        name="uncordon",
        run=run_uncordon,
        summary="Mark node as schedulable",
        example="kubectl uncordon kube-node1",
        flags=(SELECTOR, DRY_RUN),
    ),
    Command(
        name="drain",
        run=run_drain,
        summary="Drain node in preparation for maintenance",
        example="kubectl drain kube-node1 --ignore-daemonsets",
        flags=(
            SELECTOR,
            DRY_RUN,
            CHUNK_SIZE,
            TIMEOUT,
            Flag(name="delete-emptydir-data", type="bool"),
            Flag(name="disable-eviction", type="bool"),
            Flag(name="force", type="bool"),
            Flag(name="grace-period", type="int", default=-1),
            Flag(name="ignore-daemonsets", type="bool"),
            Flag(name="pod-selector"),
            Flag(name="skip-wait-for-delete-timeout", type="int"),
        ),
    ),
    Command(
        name="taint",
        run=run_taint,
        summary="Update the taints on one or more nodes",
        example="kubectl taint nodes kube-node1 dedicated=db:NoSchedule",
        flags=(*PRINT, DRY_RUN, FIELD_MANAGER, SELECTOR, ALL, OVERWRITE, VALIDATE),
    ),
)
