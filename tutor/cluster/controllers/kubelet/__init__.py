"""The kubelets of all nodes: pods become containers, containers live, are probed, and end."""

from tutor.cluster.controllers.kubelet.booting import BOOT, BOOT_SECONDS
from tutor.cluster.controllers.kubelet.ending import EXIT, STOP, UNSTARTED
from tutor.cluster.controllers.kubelet.probing import PROBE, probe_again
from tutor.cluster.controllers.kubelet.starting import ADMIT, PULL, RESTART, SANDBOX, START

CONTROLLERS = (ADMIT, SANDBOX, PULL, START, PROBE, EXIT, UNSTARTED, RESTART, STOP, BOOT)

__all__ = ["BOOT_SECONDS", "CONTROLLERS", "probe_again"]
