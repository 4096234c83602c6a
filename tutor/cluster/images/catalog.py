"""The images of the simulated registries: one row says what each one runs and which tools it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import lru_cache
from types import MappingProxyType

from tutor.cluster.images import servers
from tutor.cluster.images.commands import Arguments, Environment, Rule, listening, option, port_number
from tutor.cluster.images.exchange import STARTED, Exit, Listener, Process, Responder
from tutor.cluster.images.names import ImageName
from tutor.cluster.images.programs import BUSYBOX as _BUSYBOX
from tutor.cluster.images.programs import COREUTILS as _COREUTILS
from tutor.cluster.images.programs import DEBIAN as _DEBIAN
from tutor.cluster.images.programs import NETTOOLS as _NETTOOLS
from tutor.values import frozen

_OS = MappingProxyType(
    {
        "alpine": 'NAME="Alpine Linux"\nID=alpine\nPRETTY_NAME="Alpine Linux v3.22"\n',
        "debian": 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nID=debian\n',
        "centos": 'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
    }
)


@frozen
class Image:
    """One row: `repositories` as `names.ImageName.path`; `serve` turns a tag into the rule of the image's own program.

    `entrypoint` and `command` are the image's ENTRYPOINT and CMD, `own` the name of its program.
    """

    repositories: tuple[str, ...]
    entrypoint: Arguments = ()
    command: Arguments = ()
    own: str = ""
    serve: Callable[[str], Rule] | None = None
    programs: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)


def _port(port: int, respond: Responder) -> Callable[[str], Rule]:
    return lambda _: lambda __, ___: listening(port, respond)


def _nginx(tag: str) -> Rule:
    version = tag.partition("-")[0]
    version = version if version.count(".") == 2 and version.replace(".", "").isdigit() else servers.NGINX_VERSION
    lines = (
        "/docker-entrypoint.sh: Configuration complete; ready for start up",
        f"{STARTED} [notice] 1#1: nginx/{version}",
        f"{STARTED} [notice] 1#1: start worker processes",
    )
    return lambda _, __: listening(80, servers.nginx(version), output=lines)


def _hello_app(_: str) -> Rule:
    return lambda __, environment: listening(port_number(environment.get("PORT", ""), 8080), servers.hello_app)


def _http_echo(_: str) -> Rule:
    def rule(argv: Arguments, environment: Environment) -> Process:
        text = option(argv, ("-text", "--text"), environment.get("ECHO_TEXT", "hello-world"))
        port = port_number(option(argv, ("-listen", "--listen"), ":5678"), 5678)
        return listening(port, servers.fixed(f"{text}\n"))

    return rule


def _coredns(_: str) -> Rule:
    ports = (("UDP", 53), ("TCP", 53), ("TCP", 8080), ("TCP", 8181), ("TCP", 9153))
    listeners = tuple(Listener(protocol=proto, port=port, respond=servers.silent) for proto, port in ports)
    process = Process(listeners=listeners, output=(".:53", "CoreDNS-1.13.1", "linux/amd64"))
    return lambda __, ___: process


def _needs(variable: str, port: int) -> Callable[[str], Rule]:
    """A database that ends with an error when its password is not set."""

    def rule(_: Arguments, environment: Environment) -> Process:
        if any(name.startswith(variable) for name in environment):
            return listening(port, servers.silent)
        return Process(
            exit=Exit(code=1, after=1.0),
            output=("error: database is uninitialized and password option is not specified",),
        )

    return lambda _: rule


IMAGES: tuple[Image, ...] = (
    Image(
        repositories=("c1t1d0s7/myweb",),
        command=("node", "app.js"),
        own="node",
        serve=_port(8080, servers.myweb),
        programs=_DEBIAN | {"node", "curl", "wget"},
    ),
    Image(
        repositories=("sim/http",),
        command=("serve",),
        own="serve",
        serve=_port(8080, servers.hostname),
        programs=_BUSYBOX | {"curl"},
    ),
    Image(
        repositories=("sim/client",), command=("sleep", "infinity"), programs=_BUSYBOX | _NETTOOLS | {"bash", "getent"}
    ),
    Image(
        repositories=("nginx", "nginxinc/nginx-unprivileged"),
        entrypoint=("/docker-entrypoint.sh",),
        command=("nginx", "-g", "daemon off;"),
        own="nginx",
        serve=_nginx,
        programs=_DEBIAN | {"curl", "nginx"},
        files={"/etc/os-release": _OS["debian"]},
    ),
    Image(
        repositories=("httpd",),
        command=("httpd-foreground",),
        own="httpd-foreground",
        serve=_port(80, servers.apache),
        programs=_DEBIAN,
        files={"/etc/os-release": _OS["debian"]},
    ),
    Image(repositories=("busybox",), command=("sh",), programs=_BUSYBOX),
    Image(
        repositories=("alpine",),
        command=("/bin/sh",),
        programs=_BUSYBOX | {"getent"},
        files={"/etc/os-release": _OS["alpine"]},
    ),
    Image(
        repositories=("centos",),
        command=("/bin/bash",),
        programs=_COREUTILS | {"curl", "ip", "ping", "ps", "ss"},
        files={"/etc/os-release": _OS["centos"], "/etc/redhat-release": "CentOS Linux release 7.9.2009 (Core)\n"},
    ),
    Image(
        repositories=("ubuntu", "debian"),
        command=("/bin/bash",),
        programs=_DEBIAN,
        files={"/etc/os-release": _OS["debian"]},
    ),
    Image(
        repositories=("curlimages/curl",),
        entrypoint=("/entrypoint.sh",),
        command=("curl",),
        programs=_BUSYBOX | {"curl", "getent"},
        files={"/etc/os-release": _OS["alpine"]},
    ),
    Image(repositories=("nicolaka/netshoot",), command=("zsh",), programs=_BUSYBOX | _NETTOOLS | {"bash", "getent"}),
    Image(
        repositories=("e2e-test-images/agnhost", "agnhost"),
        entrypoint=("/agnhost",),
        command=("pause",),
        programs=_BUSYBOX | {"curl", "dig", "getent", "agnhost"},
    ),
    Image(
        repositories=("e2e-test-images/jessie-dnsutils", "e2e-test-images/dnsutils"),
        command=("sleep", "infinity"),
        programs=_COREUTILS | {"dig", "nslookup", "host"},
    ),
    Image(repositories=("coredns/coredns", "coredns"), entrypoint=("/coredns",), own="coredns", serve=_coredns),
    Image(
        repositories=("dns/k8s-dns-node-cache",),
        entrypoint=("/node-cache",),
        own="node-cache",
        serve=_port(9253, servers.silent),
    ),
    Image(repositories=("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"), entrypoint=("pause",)),
    Image(
        repositories=("kube-proxy",),
        entrypoint=("pause",),
        programs=frozenset({"ipset", "iptables", "iptables-save", "nft"}),
    ),
    Image(repositories=("metallb/controller", "metallb/speaker"), entrypoint=("pause",)),
    Image(repositories=("pause",), entrypoint=("/pause",)),
    Image(repositories=("google-samples/hello-app",), command=("./hello-app",), own="hello-app", serve=_hello_app),
    Image(
        repositories=("google-samples/kubernetes-bootcamp",),
        command=("node", "server.js"),
        own="node",
        serve=_port(8080, servers.hostname),
        programs=_DEBIAN | {"node", "curl"},
    ),
    Image(repositories=("hashicorp/http-echo",), entrypoint=("/http-echo",), own="http-echo", serve=_http_echo),
    Image(
        repositories=("echoserver", "kicbase/echo-server", "ealen/echo-server"),
        command=("echo-server",),
        own="echo-server",
        serve=_port(8080, servers.whoami),
        programs=_BUSYBOX,
    ),
    Image(
        repositories=("traefik/whoami", "containous/whoami"),
        entrypoint=("/whoami",),
        own="whoami",
        serve=_port(80, servers.whoami),
    ),
    Image(
        repositories=("serve_hostname", "e2e-test-images/serve-hostname"),
        entrypoint=("/serve_hostname",),
        own="serve_hostname",
        serve=_port(9376, servers.hostname),
    ),
    Image(
        repositories=("luksa/kubia",),
        entrypoint=("node", "app.js"),
        own="node",
        serve=_port(8080, servers.hostname),
        programs=_DEBIAN | {"node", "curl"},
    ),
    Image(repositories=("python",), command=("python3",), programs=_DEBIAN | {"python3", "python", "curl"}),
    Image(
        repositories=("node",),
        command=("node",),
        own="node",
        serve=lambda _: lambda argv, __: Process(exit=None if len(argv) > 1 else Exit()),
        programs=_DEBIAN | {"node", "curl"},
    ),
    Image(
        repositories=("redis",),
        command=("redis-server",),
        own="redis-server",
        serve=_port(6379, servers.silent),
        programs=_DEBIAN | {"redis-cli"},
    ),
    Image(
        repositories=("memcached",),
        command=("memcached",),
        own="memcached",
        serve=_port(11211, servers.silent),
        programs=_DEBIAN,
    ),
    Image(
        repositories=("mysql", "mariadb"),
        command=("mysqld",),
        own="mysqld",
        serve=_needs("MYSQL_", 3306),
        programs=_COREUTILS | {"mysql"},
    ),
    Image(
        repositories=("postgres",),
        command=("postgres",),
        own="postgres",
        serve=_needs("POSTGRES_", 5432),
        programs=_DEBIAN | {"psql"},
    ),
    Image(
        repositories=("mongo",), command=("mongod",), own="mongod", serve=_port(27017, servers.silent), programs=_DEBIAN
    ),
)

_BY_PATH: Mapping[str, Image] = MappingProxyType({path: image for image in IMAGES for path in image.repositories})


@lru_cache(maxsize=1024)
def find(name: ImageName) -> Image | None:
    """The row of an image, by its path and then by the last parts of it."""
    parts = name.path.split("/")
    tails = ("/".join(parts[start:]) for start in range(len(parts)))
    return next(
        (
            _BY_PATH[tail]
            for tail in tails
            if tail in _BY_PATH and (tail == name.path or "/" in tail or _mirrored(name))
        ),
        None,
    )


def _mirrored(name: ImageName) -> bool:
    """Whether the last word alone may name the image: only registries that hold no strangers' images."""
    return name.repository.partition("/")[0] in {"registry.k8s.io", "k8s.gcr.io", "gcr.io", "quay.io", "sim"}
