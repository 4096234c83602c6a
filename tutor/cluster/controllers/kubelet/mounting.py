"""Volumes: a pod's sandbox waits until all of them can be set up."""

from __future__ import annotations

from tutor.api.pod import Pod
from tutor.cluster.control import Plane
from tutor.cluster.controllers.kubelet.work import Work, tell
from tutor.cluster.controllers.references import missing_claims, volume_faults
from tutor.cluster.objects import replace

_FIRST, _LONGEST = 0.5, 122.0  # seconds before a volume is tried again; they double
_DOUBLINGS = 8


def mounted(plane: Plane, pod: Pod, work: Work) -> bool:
    """Whether the volumes of a pod are there; tells of those that are not, and has the sandbox tried again.

    Mirrors WaitForAttachAndMount and the back-off of nestedpendingoperations.
    """
    faults = volume_faults(plane.store, pod)
    claims = missing_claims(plane.store, pod)
    if not faults and not claims:
        return True
    for name, words in faults:
        tell(plane, pod, "", "FailedMount", f'MountVolume.SetUp failed for volume "{name}" : {words}', warning=True)
    if claims:
        tell(plane, pod, "", "FailedMount", _unprocessed(pod, claims), warning=True)
    due = min(_FIRST * 2 ** min(work.count, _DOUBLINGS), _LONGEST)
    plane.schedule(due, "kubelet-sandbox", replace(work, count=work.count + 1).key(), background=True)
    return False


def _unprocessed(pod: Pod, claims: tuple[tuple[str, str], ...]) -> str:
    """What is told of a pod that was given a node although its claims are missing."""
    names = " ".join(name for name, _ in claims)
    space = pod.metadata.namespace
    why = "; ".join(
        f"error processing PVC {space}/{claim}: failed to fetch PVC from API server: "
        f'persistentvolumeclaims "{claim}" not found'
        for _, claim in claims
    )
    lists = f"unmounted volumes=[{names}], unattached volumes=[], failed to process volumes=[{names}]"
    return f"Unable to attach or mount volumes: {lists}: {why}"
