"""The table that kube-proxy's nftables mode writes, as `nft list` shows it. Mirrors setupNFTables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.cluster.network.view import View
from tutor.cluster.settings import NodeSettings
from tutor.kubectl.commands.rules.nft_chains import BASE_CHAINS, chains_of, fixed_chains
from tutor.kubectl.commands.rules.nft_elements import MAPS, elements_of, sticky_sets
from tutor.kubectl.commands.rules.rows import pod_network, rows_of
from tutor.values import frozen

TABLE = "ip kube-proxy"


@frozen
class Block:
    """A set, a map or a chain: its kind, its name and the lines inside."""

    kind: str
    name: str
    lines: tuple[str, ...]


def blocks_of(view: View, node: NodeSettings) -> tuple[Block, ...]:
    """Everything in the table, sets and maps first, as nft lists them."""
    rows, network = rows_of(view, node), pod_network(view)
    elements = elements_of(rows, node)
    found = [
        Block(kind=kind, name=name, lines=(*head, *_elements(elements.get(name, ()))))
        for name, (kind, head) in MAPS.items()
    ]
    found += [Block(kind="set", name=name, lines=lines) for row in rows for name, lines in sticky_sets(row)]
    chains = (*BASE_CHAINS, *fixed_chains(view, network), *(chain for row in rows for chain in chains_of(row, network)))
    return (*found, *(Block(kind="chain", name=name, lines=lines) for name, lines in chains))


def _elements(elements: Iterable[str]) -> tuple[str, ...]:
    rows = sorted(elements)
    if not rows:
        return ()
    first, rest = f"elements = {{ {rows[0]}", [f"\t     {row}" for row in rows[1:]]
    text = ",\n".join([first, *rest]) + " }"
    return tuple(text.split("\n"))


def listing(blocks: Iterable[Block], *, whole: bool) -> Iterator[str]:
    """`nft list …` of some blocks of the table."""
    yield f"table {TABLE} {{"
    if whole:
        yield '\tcomment "rules for kube-proxy"'
    for at, block in enumerate(blocks):
        if at or whole:
            yield ""
        yield f"\t{block.kind} {block.name} {{"
        yield from (f"\t\t{line}" for line in block.lines)
        yield "\t}"
    yield "}"
