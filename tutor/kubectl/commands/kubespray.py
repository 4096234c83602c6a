"""ansible-playbook, as far as the notes use it: kubespray's playbook that installs MetalLB."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from tutor.api.status import StatusError
from tutor.cluster.installing import install_metallb
from tutor.cluster.seed.addons import POOL_ADDRESSES
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.files import FileFault, Files
from tutor.kubectl.output import Output

FOLDER = "kubespray"
INVENTORY = "inventory/mycluster/inventory.ini"
CLUSTER = "inventory/mycluster/group_vars/k8s-cluster/k8s-cluster.yml"
ROLE = "contrib/metallb/roles/provision/defaults/main.yml"
PLAYBOOK = "contrib/metallb/metallb.yml"
_STRICT_ARP = re.compile(r"^kube_proxy_strict_arp:\s*true\s*$", re.MULTILINE)
_RANGE = re.compile(r"""^\s*ip_range:\s*["']?([^"'\s#]+)""", re.MULTILINE)
_ROLE_NAME = "provision : Kubernetes Apps |"
TASKS = (
    ("ok", "Gathering Facts"),
    ("ok", f"{_ROLE_NAME} Check cluster settings for MetalLB"),
    ("changed", f"{_ROLE_NAME} Lay Down MetalLB"),
    ("changed", f"{_ROLE_NAME} Install and configure MetalLB"),
)
_SECONDS = 5.0
_CLUSTER_SETTINGS = """\
kube_network_plugin: calico
kube_service_addresses: 10.233.0.0/18
kube_pods_subnet: 10.233.64.0/18
kube_proxy_mode: ipvs
kube_proxy_strict_arp: true
"""
_NEEDS_STRICT_ARP = "MetalLB require kube_proxy_strict_arp = true, see https://github.com/danderson/metallb/issues/153"
_PLAYBOOK_GRAMMAR = Grammar(
    letters="i:bKkvu:e:t:l:C",
    long=MappingProxyType({"inventory": "i", "become": "b", "check": "C", "extra-vars": "e", "user": "u"}),
)


def checkout(nodes: tuple[NodeSettings, ...]) -> Mapping[str, str]:
    """The files of the notes' kubespray folder, as the notes leave them."""
    rows = [f"{node.name} ansible_host={node.ip} ip={node.ip}" for node in nodes]
    masters = [node.name for node in nodes if node.control_plane]
    workers = [node.name for node in nodes if not node.control_plane]
    inventory = ["[all]", *rows, "", "[kube-master]", *masters, "", "[etcd]", *masters, "", "[kube-node]", *workers]
    return {
        INVENTORY: joined([*inventory, "", "[k8s-cluster:children]", "kube-master", "kube-node"]),
        CLUSTER: _CLUSTER_SETTINGS,
        ROLE: f'---\nmetallb:\n  ip_range: "{POOL_ADDRESSES}"\n  protocol: "layer2"\n  version: v0.15.2\n',
        PLAYBOOK: "---\n- hosts: kube-master[0]\n  roles:\n    - { role: provision }\n",
    }


def lay_out(files: Files, nodes: tuple[NodeSettings, ...]) -> None:
    """Put the folder into a home, unless it is there."""
    for path, text in checkout(nodes).items():
        full = f"{files.home}/{FOLDER}/{path}"
        if isinstance(files.read(full), FileFault):
            files.write(full, text, parents=True)


def _ansible_playbook(call: Call) -> Output:
    options = read_options(call.args, _PLAYBOOK_GRAMMAR)
    wrong = options.unknown or options.lacking
    if wrong or not options.operands:
        why = f"unrecognized arguments: {wrong}" if wrong else "the following arguments are required: playbook"
        return fail(f"usage: ansible-playbook [-h] [-i INVENTORY] [-b] playbook [playbook ...]\n"
                    f"ansible-playbook: error: {why}", 2)  # fmt: skip
    name = options.operands[0]
    if isinstance(call.files.read(name), FileFault):
        return fail(f"ERROR! the playbook: {name} could not be found", 1)
    if not name.endswith(PLAYBOOK):
        return fail(f"ERROR! {name}: only {PLAYBOOK} is simulated", 4)
    return _metallb(call, _text(call, name.removesuffix(PLAYBOOK) + CLUSTER),
                    _text(call, name.removesuffix(PLAYBOOK) + ROLE))  # fmt: skip


def _text(call: Call, path: str) -> str:
    content = call.files.read(path)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _metallb(call: Call, cluster_settings: str, role: str) -> Output:
    shell, found = call.shell, _RANGE.search(role)
    host = next((node.name for node in shell.settings.nodes if node.control_plane), "localhost")
    if not _STRICT_ARP.search(cluster_settings):
        return Output(stdout=joined(_play(host, "ok", failed=1, why=_NEEDS_STRICT_ARP)), code=2)
    if shell.cluster.settings.load_balancer == "metallb":
        return Output(stdout=joined(_play(host, "ok")))
    try:
        grown = install_metallb(shell.cluster, found[1] if found else POOL_ADDRESSES)
    except StatusError as fault:
        return Output(stdout=joined(_play(host, "changed", failed=3, why=fault.status.message)), code=2)
    shell.adopt(grown)
    shell.cluster.advance(_SECONDS)
    return Output(stdout=joined(_play(host, "changed")))


def _play(host: str, outcome: str, *, failed: int | None = None, why: str = "") -> Iterator[str]:
    """What Ansible tells while it works; `outcome` is that of the tasks that could change something."""
    yield from ("", _headed("PLAY [kube-master[0]]"))
    done = {"ok": 0, "changed": 0}
    for number, (kind, task) in enumerate(TASKS):
        yield from ("", _headed(f"TASK [{task}]"))
        if number == failed:
            yield f"fatal: [{host}]: FAILED! => {json.dumps({'changed': False, 'msg': why})}"
            break
        told = outcome if kind == "changed" else "ok"
        done[told] += 1
        yield f"{told}: [{host}]"
    yield from ("", _headed("PLAY RECAP"))
    total, failures = done["ok"] + done["changed"], int(failed is not None)
    yield f"{host:<26} : ok={total:<4} changed={done['changed']:<4} unreachable=0    failed={failures}"
    yield ""


def _headed(text: str) -> str:
    return f"{text} ".ljust(79, "*")


_ROWS: dict[str, Program] = {"ansible-playbook": _ansible_playbook}
KUBESPRAY: Programs = MappingProxyType(_ROWS)
