"""`kubectl set` and the commands below it."""

from __future__ import annotations

from tutor.kubectl.command import Command
from tutor.kubectl.common_flags import ALL, DRY_RUN, FIELD_MANAGER, FILES, LOCAL, PRINT, RECORD, SELECTOR
from tutor.kubectl.flags import Flag
from tutor.kubectl.verbs.environment import run_set_env
from tutor.kubectl.verbs.images import (
    run_set_image,
    run_set_resources,
    run_set_selector,
    run_set_service_account,
    run_set_subject,
)

_CHANGING = (*PRINT, *FILES, ALL, DRY_RUN, FIELD_MANAGER, LOCAL)
_CONTAINERS = Flag(name="containers", short="c", default="*")
SET = Command(
    name="set",
    summary="Set specific features on objects",
    commands=(
        Command(
            name="env",
            run=run_set_env,
            summary="Update environment variables on a pod template",
            example="kubectl set env deployment/web COLOUR=blue",
            flags=(
                *_CHANGING,
                SELECTOR,
                _CONTAINERS,
                Flag(name="env", short="e", type="array"),
                Flag(name="from"),
                Flag(name="keys", type="list"),
                Flag(name="list", type="bool"),
                Flag(name="overwrite", type="bool", default=True),
                Flag(name="prefix"),
                Flag(name="resolve", type="bool"),
            ),
        ),
        Command(
            name="image",
            run=run_set_image,
            summary="Update the image of a pod template",
            example="kubectl set image deployment/web nginx=nginx:1.28",
            flags=(*_CHANGING, RECORD, SELECTOR),
        ),
        Command(
            name="resources",
            run=run_set_resources,
            summary="Update resource requests/limits on objects with pod templates",
            example="kubectl set resources deployment/web --limits=cpu=200m",
            flags=(*_CHANGING, RECORD, SELECTOR, _CONTAINERS, Flag(name="limits"), Flag(name="requests")),
        ),
        Command(
            name="selector",
            run=run_set_selector,
            summary="Set the selector on a resource",
            example="kubectl set selector service web app=front",
            flags=(*_CHANGING, RECORD, Flag(name="resource-version")),
        ),
        Command(
            name="serviceaccount",
            aliases=("sa",),
            run=run_set_service_account,
            summary="Update the service account of a resource",
            example="kubectl set serviceaccount deployment/web robot",
            flags=(*_CHANGING, RECORD),
        ),
        Command(
            name="subject",
            run=run_set_subject,
            summary="Update the user, group, or service account in a role binding or cluster role binding",
            flags=(
                *_CHANGING,
                SELECTOR,
                Flag(name="user", type="array"),
                Flag(name="group", type="array"),
                Flag(name="serviceaccount", type="array"),
            ),
        ),
    ),
)
