"""Writes the figures of docs/fidelity.md: `make fidelity` asks everything that was recorded again, in minutes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.oracle.areas import AREAS, HERE, Area, ask

PAGE = Path(__file__).parents[2] / "docs" / "fidelity.md"
KEPT = HERE / "fidelity.json"
_FIGURES = re.compile(r"(?<=<!-- figures, by make fidelity -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "verdicts": "what kubectl prints to a manifest, and what is stored then",
        "yaml": "how kubectl reads YAML",
        "worlds": "which pods controllers put behind Services",
        "dns": "what CoreDNS answers to names",
        "routes": "who answers a connection, whom the server sees, or how it fails",
        "transcripts": "commands in conversations with kubectl: output and exit status",
        "http": "exchanges with the API server over HTTP",
    }
)
# The beginning of a case's name, and why it differs.
ARGUED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "verdicts": {
            "svc.portName-5035822aab9c": "The recorded server's storage timed out. Ours says what is wrong.",
            "svc.generateName-a55838f7cf31": "The answer has no name to ask for, so what is stored cannot be compared.",
            "svc.generateName-f71de5b82e91": "The words agree. The random end of the name stands in them.",
        },
        "routes": {
            "nftables-28": "Chance: which pod session affinity keeps hangs on one toss a client.",
            "iptables-28": "Chance, as in the row above.",
        },
        "transcripts": {
            "namespaces: kubectl get svc": "Ours also lists the Service of CoreDNS; the recorded cluster had none.",
        },
        "http": {
            "watch from the start": "The recorder kept the stream without its first events.",
            "watch as table": "The recorder kept the stream without its first events.",
            "watch bookmarks": "The recorded server's storage could not tell where it stood.",
        },
    }
)


def render(areas: Mapping[str, Area]) -> str:
    """The table of figures, and the list of all that differs with its reason."""
    rows = [f"| {name} | {TITLES[name]} | {one.agreeing:,} of {one.cases:,} |" for name, one in areas.items()]
    differing = [f"| {name} | {count} | `{case}` | {why} |" for name, count, case, why in _differing(areas)]
    return "\n".join(
        [
            "",  # a table stands apart from what is around it
            "| recorded | what is compared | agree |",
            "| --- | --- | --- |",
            *rows,
            "",
            "All that differs:",
            "",
            "| recorded | cases | which | why |",
            "| --- | --- | --- | --- |",
            *differing,
            "",
            "",
        ]
    )


def _differing(areas: Mapping[str, Area]) -> Iterator[tuple[str, int, str, str]]:
    for name, area in areas.items():
        argued = ARGUED.get(name, {})
        for start, why in argued.items():
            count = sum(case.startswith(start) for case in area.differing)
            if count:
                yield name, count, start, why
        for case in area.differing:
            if not case.startswith(tuple(argued)):
                yield name, 1, case.replace("|", r"\|"), "Not looked into yet."


def kept() -> dict[str, Area]:
    """The figures of the last run."""
    rows = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: Area(cases=row["cases"], differing=tuple(row["differing"])) for name, row in rows.items()}


def main() -> None:
    """Ask everything, keep the figures and write them into the page."""
    areas = {}
    for name in AREAS:
        areas[name] = ask(name)
        print(f"{name}: {areas[name].agreeing} of {areas[name].cases} agree", flush=True)
    rows = {name: {"cases": one.cases, "differing": list(one.differing)} for name, one in areas.items()}
    KEPT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_FIGURES.sub(lambda _: render(areas), page), encoding="utf-8")


if __name__ == "__main__":
    main()
