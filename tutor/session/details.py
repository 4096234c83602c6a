"""Everything about one object of the picture: what kubectl describes, its YAML, where the learner's text has it."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.cluster.cluster import Cluster
from tutor.kubectl.output import Output
from tutor.kubectl.shell.terminal import Shell
from tutor.session.locate import locate
from tutor.session.views import Details, Target


def details(cluster: Cluster, texts: Mapping[str, str], target: Target) -> Details:
    """Ask a terminal of its own; the cluster is put back as it was."""
    before = cluster.snapshot()
    shell = Shell(cluster=cluster)
    space = f" -n {target.namespace}" if target.namespace else ""
    name = f"{target.kind.lower()} {target.name}{space}"
    asked = [shell.run(line) for line in (f"kubectl describe {name}", f"kubectl get {name} -o yaml")]
    cluster.restore(before)
    describe, yaml = map(_said, asked)
    at = locate(texts, target.kind, target.namespace, target.name, ())
    return Details(target=target, describe=describe, yaml=yaml, at=at)


def _said(output: Output) -> str:
    return (output.stdout + output.stderr).rstrip("\n")
