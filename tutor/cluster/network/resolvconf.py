"""What stands in /etc/resolv.conf and /etc/hosts of a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tutor.api.pod import Pod, PodDNSConfig
from tutor.cluster.network.hostnames import full_name, host_name
from tutor.cluster.network.hosts import NODE_LOCAL_DNS
from tutor.cluster.network.trace import Place
from tutor.cluster.network.view import View, lasting, once
from tutor.values import frozen

OUTSIDE_DNS = "10.0.2.3"
MAX_NAMESERVERS = 3
MAX_SEARCHES = 32

_POD_HOSTS = (
    "# Kubernetes-managed hosts file.\n"
    "127.0.0.1\tlocalhost\n"
    "::1\tlocalhost ip6-localhost ip6-loopback\n"
    "fe00::0\tip6-localnet\n"
    "fe00::0\tip6-mcastprefix\n"
    "fe00::1\tip6-allnodes\n"
    "fe00::2\tip6-allrouters\n"
)
_HOST_NETWORK_NOTE = "# Kubernetes-managed hosts file (host network).\n"
_MACHINE_HOSTS = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"


@frozen
class ResolvConf:
    """A resolver's settings."""

    nameservers: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def ndots(self) -> int:
        """How many dots a name needs to be tried as it is first; 1 unless an option says otherwise."""
        values = [option[6:] for option in self.options if option.startswith("ndots:")]
        return int(values[-1]) if values and values[-1].isdigit() else 1

    @property
    def text(self) -> str:
        """The file, as the container runtime writes it."""
        lines = [f"search {' '.join(self.searches)}"] if self.searches else []
        lines += [f"nameserver {server}" for server in self.nameservers]
        lines += [f"options {' '.join(self.options)}"] if self.options else []
        return "".join(f"{line}\n" for line in lines)


MACHINE = ResolvConf(nameservers=(OUTSIDE_DNS,))


@once
def resolv_conf(view: View, place: Place) -> ResolvConf:
    """The resolver's settings of a place. Mirrors Configurer.GetPodDNS."""
    pod = view.pod(place.namespace, place.name) if place.kind == "pod" else None
    if pod is None:
        return MACHINE
    return _with_config(_by_policy(view, pod), pod.spec.dns_config)


def _by_policy(view: View, pod: Pod) -> ResolvConf:
    policy = pod.spec.dns_policy or "ClusterFirst"
    if policy == "None":
        return ResolvConf()
    if policy == "Default" or (policy == "ClusterFirst" and pod.spec.host_network):
        return MACHINE
    domain = view.settings.domain
    searches = (f"{pod.metadata.namespace}.svc.{domain}", f"svc.{domain}", domain)
    return ResolvConf(nameservers=(NODE_LOCAL_DNS,), searches=searches, options=("ndots:5",))


def _with_config(base: ResolvConf, config: PodDNSConfig | None) -> ResolvConf:
    """Add what dnsConfig says; an option of the same name is replaced. Mirrors appendDNSConfig."""
    if config is None:
        return base
    given = {option.name: option.value for option in config.options}
    kept = {option.partition(":")[0]: option for option in base.options}
    options = kept | {name: name if value is None else f"{name}:{value}" for name, value in given.items()}
    return ResolvConf(
        nameservers=tuple(dict.fromkeys((*base.nameservers, *config.nameservers)))[:MAX_NAMESERVERS],
        searches=tuple(dict.fromkeys((*base.searches, *config.searches)))[:MAX_SEARCHES],
        options=tuple(options.values()),
    )


def etc_hosts(view: View, place: Place) -> str:
    """The hosts file of a place."""
    return _hosts_file(view, place.kind, view.pod(place.namespace, place.name) if place.kind == "pod" else None)


@lasting
def _hosts_file(view: View, kind: str, pod: Pod | None) -> str:
    """The hosts file of a pod, or of a place without one. Mirrors managedHostsFileContent."""
    if kind == "laptop" or (kind == "pod" and pod is None):
        return _MACHINE_HOSTS
    if pod is None or pod.spec.host_network:
        machines = "".join(f"{n.ip}\t{n.name}.{view.settings.domain} {n.name}\n" for n in view.settings.nodes)
        note = "" if pod is None else _HOST_NETWORK_NOTE
        return f"{note}{_MACHINE_HOSTS}{machines}" + (_aliases(pod) if pod else "")
    name = host_name(pod)
    full = full_name(pod, view.settings.domain)
    named = f"{full}\t{name}" if full else name
    return f"{_POD_HOSTS}{pod.status.pod_ip}\t{named}\n{_aliases(pod)}"


def _aliases(pod: Pod) -> str:
    if not pod.spec.host_aliases:
        return ""
    lines = "".join("\t".join((alias.ip, *alias.hostnames)) + "\n" for alias in pod.spec.host_aliases)
    return f"\n# Entries added by HostAliases.\n{lines}"


def in_hosts(view: View, place: Place, name: str) -> str:
    """The IPv4 address that the hosts file gives a name, "" when it has none."""
    return next(iter(hosts_line(view, place, name)), "")


@once
def hosts_line(view: View, place: Place, name: str) -> tuple[str, ...]:
    """The first line of the hosts file that gives a name an IPv4 address: the address, then all its names."""
    pod = view.pod(place.namespace, place.name) if place.kind == "pod" else None
    return _read_hosts(_hosts_file(view, place.kind, pod)).get(name.rstrip(".").lower(), ())


@lru_cache(maxsize=256)
def _read_hosts(text: str) -> Mapping[str, tuple[str, ...]]:
    """The first line with an IPv4 address for each name of a hosts file, read once."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        address, *names = line.partition("#")[0].split() or [""]
        for one in names if ":" not in address else ():
            found.setdefault(one.lower(), (address, *names))
    return found
