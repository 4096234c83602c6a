"""The variables and files that a program finds in a container or on a node."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.api.container import Container
from tutor.api.core import Node
from tutor.api.pod import Pod
from tutor.cluster.cluster import Cluster
from tutor.cluster.images import image_of
from tutor.cluster.network import etc_hosts, kernel_name, resolv_conf, variables
from tutor.cluster.network.trace import Place
from tutor.kubectl.commands.kubespray import lay_out
from tutor.kubectl.files import Files
from tutor.kubectl.shell.frame import PATH

OS_RELEASE = 'PRETTY_NAME="Ubuntu 24.04 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n'


def container_environment(cluster: Cluster, pod: Pod, container: Container) -> Mapping[str, str]:
    """What `env` shows in a container: its image's, the Services' at its start, its author's."""
    set_ = variables(cluster.view, pod, container)
    return {"PATH": PATH, "HOSTNAME": kernel_name(pod, cluster.settings.domain), **set_, "HOME": "/root"}


def pod_files(cluster: Cluster, pod: Pod, container: Container) -> Files:
    """The files of a container: its image's, and what the kubelet mounts."""
    image = image_of(container)
    files = Files(cwd="/", written={path: text.encode() for path, text in image.files.items()} if image else {})
    files.home = "/root"
    place = Place(kind="pod", name=pod.metadata.name, namespace=pod.metadata.namespace)
    _mount(files, cluster, place, kernel_name(pod, cluster.settings.domain))
    secrets = "/var/run/secrets/kubernetes.io/serviceaccount"
    files.write(f"{secrets}/namespace", pod.metadata.namespace, parents=True)
    return files


def node_files(cluster: Cluster, node: Node, laptop: Files) -> Files:
    """The files of a node; the laptop's folder is there as Vagrant shares it, and where the notes have theirs."""
    files = Files(cwd="/home/vagrant")
    _mount(files, cluster, Place(kind="node", name=node.metadata.name), node.metadata.name)
    files.write("/etc/os-release", OS_RELEASE, parents=True)
    for shared in ("/vagrant", "/home/vagrant/test"):
        files.mount(shared, laptop, laptop.home)
    settings = cluster.view.node(node.metadata.name)
    if settings and settings.control_plane:
        lay_out(files, cluster.settings.nodes)
    return files


def laptop_files(cluster: Cluster, files: Files) -> None:
    """Give the learner's own place the network files of the simulated laptop, whatever the host has."""
    _mount(files, cluster, Place(kind="laptop"), "laptop")


def _mount(files: Files, cluster: Cluster, place: Place, name: str) -> None:
    view = cluster.view
    for path, text in (
        ("/etc/hostname", f"{name}\n"),
        ("/etc/hosts", etc_hosts(view, place)),
        ("/etc/resolv.conf", resolv_conf(view, place).text),
    ):
        files.write(path, text, parents=True)
