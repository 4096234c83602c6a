"""One text through everything that a manifest meets: reading, kinds, decoding, defaults, rules, allocation, words."""

from __future__ import annotations

from tutor.api.status import StatusError
from tutor.cluster.cluster import Cluster
from tutor.cluster.requests import WriteOptions
from tutor.kubectl.context import Context
from tutor.kubectl.errors import CommandError, explain_refusal
from tutor.kubectl.files import Files
from tutor.kubectl.manifests import read_manifests


def judge(cluster: Cluster, text: str) -> list[str]:
    """What kubectl would say to each object of the text, created in a dry run."""
    context = Context(cluster=cluster, files=Files(), stdin=text)
    return [_say(cluster, found) for found in read_manifests(context, ("-",))]


def _say(cluster: Cluster, found: object) -> str:
    if isinstance(found, CommandError):
        return explain_refusal(found)
    kind, body = getattr(found, "kind", None), getattr(found, "body", None)
    if kind is None or kind.type is object or not kind.version:
        return ""
    namespace = getattr(found, "namespace", "") or "default"
    try:
        cluster.server.create(
            kind, body, namespace=namespace if kind.namespaced else "", options=WriteOptions(dry_run=True)
        )
    except StatusError as refusal:
        return explain_refusal(refusal)
    return "created"
