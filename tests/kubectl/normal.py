"""Evens out what differs between two runs of one cluster, so that transcripts can be compared."""

from __future__ import annotations

import re

_SUFFIX = "[bcdfghjklmnpqrstvwxz2456789]{5}"
_RULES: tuple[tuple[str, str], ...] = (
    (r"10\.233\.\d+\.\d+", "IP"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
    (rf"(?<=[a-z0-9])-{_SUFFIX}\b", "-RAND"),
    (r"-[a-z0-9]{8,10}(?=-RAND|\s|$|\"|,|:|/)", "-HASH"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", "TIME"),
    (r'resourceVersion"?: "\d+"', "resourceVersion: N"),
    (r"generation: \d+", "generation: N"),
    (r"(?<![\w:.-])(\d+d)?(\d+h)?(\d+m)?\d+[smhd](?= |$|\n|\))", "AGE"),
    (r"\bkube-node\d\b", "kube-nodeN"),
    (r"[ \t]+", " "),
)
_NODE_PORT = re.compile(r"\b3[0-2]\d{3}\b")
_CHOSEN = frozenset({"30000", "30080", "30111", "30123", "32767", "32768"})


def normal(text: str) -> list[str]:
    """The lines of an answer in a form that every run shares; where chance orders rows, their order is no fact."""
    for pattern, words in _RULES:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    text = _NODE_PORT.sub(lambda found: found[0] if found[0] in _CHOSEN else "PORT", text)
    text = re.sub(r"IP[:\d]*(,IP[:\d]*)+", lambda found: ",".join(sorted(found[0].split(","))), text)
    lines = [line.strip() for line in text.strip().splitlines()]
    return sorted(lines) if re.search("-RAND|-HASH|IP", text) else lines
