"""The commands below `kubectl create` whose kinds are not simulated: they draft."""

from __future__ import annotations

from tutor.kubectl.command import Command, Handler
from tutor.kubectl.common_flags import DRY_RUN, FIELD_MANAGER, PRINT, SAVE_CONFIG, VALIDATE
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.create_drafts import run_cron_job, run_generic_secret, run_job, run_service_account
from tutor.kubectl.verbs.create_ingress import run_ingress
from tutor.kubectl.verbs.create_policies import (
    run_budget,
    run_cluster_role_binding,
    run_priority,
    run_quota,
    run_role_binding,
)

MAKING = (*PRINT, DRY_RUN, FIELD_MANAGER, SAVE_CONFIG, VALIDATE)
_SUBJECTS = tuple(Flag(name=name, type="array") for name in ("user", "group", "serviceaccount"))
_ROLE = Flag(name="clusterrole")


def _draft(
    name: str, run: Handler, *flags: Flag, aliases: tuple[str, ...] = (), required: tuple[str, ...] = ()
) -> Command:
    return Command(name=name, run=run, flags=(*MAKING, *flags), aliases=aliases, required=required)


DRAFTS = (
    _draft("serviceaccount", run_service_account, aliases=("sa",)),
    _draft("job", run_job, Flag(name="image"), Flag(name="from")),
    _draft(
        "cronjob",
        run_cron_job,
        Flag(name="image"),
        Flag(name="schedule"),
        Flag(name="restart"),
        aliases=("cj",),
        required=("image", "schedule"),
    ),
    Command(
        name="secret",
        summary="Create a secret with specified type",
        commands=(
            _draft(
                "generic",
                run_generic_secret,
                Flag(name="from-literal", type="array"),
                Flag(name="from-file", type="list"),
                Flag(name="from-env-file", type="list"),
                Flag(name="append-hash", type="bool"),
                Flag(name="type"),
            ),
        ),
    ),
    _draft(
        "ingress",
        run_ingress,
        Flag(name="class"),
        Flag(name="rule", type="array"),
        Flag(name="default-backend"),
        Flag(name="annotation", type="array"),
        aliases=("ing",),
    ),
    _draft("quota", run_quota, Flag(name="hard"), Flag(name="scopes"), aliases=("resourcequota",)),
    _draft(
        "poddisruptionbudget",
        run_budget,
        Flag(name="min-available"),
        Flag(name="max-unavailable"),
        Flag(name="selector"),
        aliases=("pdb",),
    ),
    _draft(
        "priorityclass",
        run_priority,
        Flag(name="value", type="int"),
        Flag(name="global-default", type="bool"),
        Flag(name="description"),
        Flag(name="preemption-policy", default="PreemptLowerPriority"),
        aliases=("pc",),
    ),
    _draft("rolebinding", run_role_binding, _ROLE, Flag(name="role"), *_SUBJECTS),
    _draft("clusterrolebinding", run_cluster_role_binding, _ROLE, *_SUBJECTS, required=("clusterrole",)),
)
