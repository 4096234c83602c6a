"""The variables and files that a program finds in a container or on a node."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.container import Container
from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.images import image_of
from tutor.kubectl.files import Files
from tutor.kubectl.shell_frame import PATH


def container_environment(cluster: Cluster, pod: Pod, container: Container) -> Mapping[str, str]:
    """What `env` shows in a container: the image's, the Services' at its start, its author's."""
    own = {variable.name: variable.value for variable in container.env}
    return {"PATH": PATH, "HOSTNAME": pod.spec.hostname or pod.metadata.name, **own, "HOME": "/root"}


def pod_files(cluster: Cluster, pod: Pod, container: Container) -> Files:
    """The files of a container."""
    image = image_of(container)
    written = {path: text.encode() for path, text in image.files.items()} if image else {}
    written["/etc/hostname"] = f"{pod.spec.hostname or pod.metadata.name}\n".encode()
    files = Files(cwd="/", written=written)
    files.home = "/root"
    return files


def node_files(cluster: Cluster, node: Node) -> Files:
    """The files of a node."""
    written = {"/etc/hostname": f"{node.metadata.name}\n".encode()}
    return Files(cwd="/home/vagrant", written=written)
