"""Who runs and on what: ps, id, uname, whoami, hostname."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from tutor.api.pod import Pod
from tutor.cluster.images import arguments, image_of
from tutor.kubectl.commands.call import Call, Program, Programs, say
from tutor.kubectl.commands.hosts import address_of, full_name_of, host_name_of, node_named, pod_at
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.commands.wget import has_busybox
from tutor.kubectl.output import Output

_KERNEL = "6.8.0-31-generic"
_BUILD = "#31-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 20 00:40:06 UTC 2024"
_DAEMONS = (
    "/sbin/init",
    "/usr/sbin/sshd -D",
    "/usr/bin/containerd",
    "/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml",
)


def _commands(call: Call) -> Iterator[str]:
    """The command lines of the processes here, the first one of number 1."""
    place, cluster = call.shell.place, call.shell.cluster
    if place.kind == "pod":
        pod = pod_at(cluster, place)
        yield from _of_pod(pod) if pod else ()
    elif place.kind == "node":
        yield from _DAEMONS
        for pod in cluster.view.pods_on(place.name):
            yield from _of_pod(pod)


def _of_pod(pod: Pod) -> Iterator[str]:
    for container in pod.spec.containers:
        yield " ".join(arguments(container, image_of(container))) or container.name


def _ps(call: Call) -> Output:
    shown = [*_commands(call), "sh" if call.shell.place.kind == "pod" else "-bash", " ".join(call.argv)]
    if has_busybox(call):
        rows = (f"{at:5} root      0:00 {one}" for at, one in enumerate(shown, 1))
        return Output(stdout=joined(["PID   USER     TIME  COMMAND", *rows]))
    letters = set("".join(word.lstrip("-") for word in call.args))
    if not {"a", "e", "x", "A"} & letters:
        rows = (f"{at:7} pts/0    00:00:00 {one.split()[0].lstrip('-')}" for at, one in enumerate(shown[-2:], 2001))
        return Output(stdout=joined(["    PID TTY          TIME CMD", *rows]))
    users = ["root"] * (len(shown) - 2) + [call.scope.variables.get("USER", "root")] * 2
    told = enumerate(zip(users, shown, strict=True), 1)
    rows = (f"{user:<8} {at:7}  0.0  0.1  12000  6000 ?        Ss   09:00   0:00 {one}" for at, (user, one) in told)
    return Output(stdout=joined(["USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND", *rows]))


def _id(call: Call) -> Output:
    user = call.scope.variables.get("USER", "root")
    number = 0 if user == "root" else 1000
    if call.args[:1] in {("-u",), ("-g",)}:
        return say(str(number))
    return say(
        user if call.args[:1] == ("-un",) else f"uid={number}({user}) gid={number}({user}) groups={number}({user})"
    )


def _uname(call: Call) -> Output:
    node = node_named(call.shell.cluster, call.shell.place.name) if call.shell.place.kind == "node" else None
    kernel = (node.status.node_info.kernel_version.split(" ")[0] if node else "") or _KERNEL
    facts = {"s": "Linux", "n": host_name_of(call.shell), "r": kernel, "v": _BUILD, "m": "x86_64", "o": "GNU/Linux"}
    letters = "".join(word.lstrip("-") for word in call.args) or "s"
    wanted = "snrvmo" if "a" in letters else letters
    return say(" ".join(fact for letter, fact in facts.items() if letter in wanted))


def _whoami(call: Call) -> Output:
    return say(call.scope.variables.get("USER", "root"))


def _hostname(call: Call) -> Output:
    if call.args[:1] == ("-d",):
        return say("")
    if call.args[:1] in {("-f",), ("--fqdn",)}:
        return say(full_name_of(call.shell))
    return say(address_of(call.shell) if call.args[:1] in {("-i",), ("-I",)} else host_name_of(call.shell))


_ROWS: dict[str, Program] = {"ps": _ps, "id": _id, "uname": _uname, "whoami": _whoami, "hostname": _hostname}
PROCESSES: Programs = MappingProxyType(_ROWS)
