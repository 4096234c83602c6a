"""Programs of a node that show what kube-proxy has written: ipvsadm, iptables, iptables-save, nft, ipset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.dates import ctime
from tutor.kubectl.commands.hosts import pod_at
from tutor.kubectl.commands.options import Grammar, Options, read_options
from tutor.kubectl.commands.rules.iptables_filter import filter_table
from tutor.kubectl.commands.rules.iptables_ipvs import ipvs_nat_table, kubelet_filter_table, kubelet_nat_table
from tutor.kubectl.commands.rules.iptables_nat import nat_table
from tutor.kubectl.commands.rules.ipvs import CONNECTIONS_TITLE, TITLE, connections, virtual_servers
from tutor.kubectl.commands.rules.netfilter import Table, save, show, specify
from tutor.kubectl.commands.rules.nftables import TABLE, Block, blocks_of, listing
from tutor.kubectl.commands.texts import joined
from tutor.kubectl.output import Output

_IPTABLES = Grammar(
    letters="t:LSnvxw46",
    long=MappingProxyType({"table": "t", "list": "L", "list-rules": "S", "numeric": "n", "verbose": "v", "exact": "x",
                           "line-numbers": "line-numbers", "wait": "w"}),
)  # fmt: skip
_SAVE = Grammar(letters="t:c46", long=MappingProxyType({"table": "t", "counters": "c"}))
_IPVSADM = Grammar(
    letters="LlnchC",
    long=MappingProxyType({"list": "L", "numeric": "n", "connection": "c", "sort": "sort", "nosort": "nosort",
                           "stats": "stats", "rate": "rate", "timeout": "timeout", "persistent-conn": "persistent"}),
)  # fmt: skip
_OTHER_TABLES = ("mangle", "raw", "security")

Tables = Callable[[View, NodeSettings], tuple[Table, Table]]
_TABLES: Mapping[str, Tables] = MappingProxyType(
    {
        "iptables": lambda view, node: (nat_table(view, node), filter_table(view, node)),
        "ipvs": lambda view, node: (ipvs_nat_table(view, node), kubelet_filter_table()),
        "nftables": lambda _, __: (kubelet_nat_table(), kubelet_filter_table()),
    }
)


def _node(call: Call) -> NodeSettings | None:
    """The node whose rules these are; a pod on the host's network sees its node's."""
    place = call.shell.place
    pod = pod_at(call.shell.cluster, place) if place.kind == "pod" else None
    name = pod.spec.node_name if pod and pod.spec.host_network else place.name
    return call.shell.cluster.view.node(name)


def _ipvsadm(call: Call) -> Output:
    options, node = read_options(call.args, _IPVSADM), _node(call)
    if options.unknown or options.lacking or options.operands or "C" in options:
        return fail(f"Try `{call.argv[0]} -Ln': other uses are not simulated.", 2)
    if "stats" in options or "rate" in options or "timeout" in options:
        return fail(f"{call.argv[0]}: counters are not simulated; `{call.argv[0]} -Ln' lists the servers", 1)
    cluster = call.shell.cluster
    used = node is not None and cluster.settings.proxy_mode == "ipvs"
    if node is None or not used:
        return Output(stdout=joined(CONNECTIONS_TITLE if "c" in options else TITLE))
    if "c" in options:
        return Output(stdout=joined(connections(cluster.view, node, cluster.snapshot().memory)))
    return Output(stdout=joined(virtual_servers(cluster.view, node)))


def _tables(call: Call) -> Mapping[str, Table]:
    node, cluster = _node(call), call.shell.cluster
    found = _TABLES[cluster.settings.proxy_mode](cluster.view, node) if node else ()
    return {table.name: table for table in found}


def _missing(call: Call, options: Options, tables: Mapping[str, Table]) -> Output | None:
    """What is wrong with the table or the options that were asked for."""
    name = options.last("t", "filter")
    wrong = options.unknown or options.lacking
    if wrong:
        return fail(f'{call.argv[0]} v1.8.10 (nf_tables): unknown option "{wrong}"\n'
                    f"Try `{call.argv[0]} -h' or '{call.argv[0]} --help' for more information.", 2)  # fmt: skip
    if name in tables or name in _OTHER_TABLES:
        return None
    return fail(f"{call.argv[0]} v1.8.10 (nf_tables): table '{name}' does not exist\nPerhaps iptables or your "
                "kernel needs to be upgraded.", 3)  # fmt: skip


def _iptables_save(call: Call) -> Output:
    options, tables = read_options(call.args, _SAVE), _tables(call)
    fault = _missing(call, options, tables)
    if fault:
        return fault
    stamp = ctime(call.shell.cluster)
    wanted = [tables[name] for name in ("filter", "nat") if name in tables and options.last("t", name) == name]
    return Output(stdout=joined(line for table in wanted for line in save(table, stamp)))


def _iptables(call: Call) -> Output:
    options, tables = read_options(call.args, _IPTABLES), _tables(call)
    fault = _missing(call, options, tables)
    if fault:
        return fault
    if not ("L" in options or "S" in options):
        return fail("iptables v1.8.10 (nf_tables): no command specified\n"
                    "Try `iptables -h' or 'iptables --help' for more information.", 2)  # fmt: skip
    empty = Table(name="mangle", own=("INPUT", "OUTPUT"), added=(), rules=())
    table = tables.get(options.last("t", "filter"), empty)
    unknown = next((name for name in options.operands if name not in table.chains), None)
    if unknown is not None:
        return fail("iptables: No chain/target/match by that name.", 1)
    chains = options.operands[:1] or table.chains
    lines = specify(table, chains) if "S" in options else show(table, chains, numbers="line-numbers" in options)
    return Output(stdout=joined(lines))


def _nft(call: Call) -> Output:
    words = [word for word in call.args if not word.startswith("-")]
    if words[:1] != ["list"] or len(words) < 2:
        return fail("nft: only `nft list …' is simulated: ruleset, tables, table, chain, map, set", 1)
    node, cluster = _node(call), call.shell.cluster
    mine = node is not None and cluster.settings.proxy_mode == "nftables"
    blocks = blocks_of(cluster.view, node) if node is not None and mine else ()
    found = _listed(words[1], words[2:], blocks)
    return fail("Error: No such file or directory") if found is None else Output(stdout=joined(found))


def _listed(what: str, where: list[str], blocks: tuple[Block, ...]) -> Iterable[str] | None:
    """The lines of `nft list WHAT WHERE`, None when there is no such thing."""
    if what == "tables":
        return [f"table {TABLE}"] if blocks else []
    if what in {"ruleset", "chains", "sets", "maps"}:
        wanted = tuple(one for one in blocks if what in {"ruleset", f"{one.kind}s"})
        return listing(wanted, whole=True) if wanted else []
    if not blocks or " ".join(where[:2]) != TABLE:
        return None
    if what == "table":
        return listing(blocks, whole=True)
    named = tuple(one for one in blocks if (one.kind, one.name) == (what, " ".join(where[2:3])))
    return listing(named, whole=False) if named else None


def _ipset(_: Call) -> Output:
    return fail("ipset: sets are not listed here; `ipvsadm -Ln' shows the servers and `iptables-save -t nat' the rules")


_ROWS: dict[str, Program] = {
    "ipvsadm": _ipvsadm,
    "iptables": _iptables,
    "iptables-save": _iptables_save,
    "nft": _nft,
    "ipset": _ipset,
}
RULESETS: Programs = MappingProxyType(_ROWS)
