"""Whatever a learner types, the editor's help answers and never raises."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sample_pack import OBJECTS, STARTER
from tutor.cluster.cluster import Cluster
from tutor.session.assist import completions_at, explain_at, repairs_of
from tutor.session.assist.against import added, differences
from tutor.session.assist.repairs import cleaned
from tutor.session.diagnose import diagnose

POOL = "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: {name: p}\nspec: {addresses: [10.0.0.0/24]}\n"
PIECES = [
    "\n",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "#",
    "&a ",
    "*a",
    "<<: *a\n",
    "null",
    "---\n",
    "|\n",
    "0x1",
]
PIECES += [
    "!!int ",
    "\t",
    "\u00a0",
    "“",
    "items:",
    "kind: List\n",
    "metadata:",
    "annotations: [a]\n",
    "? ",
    "~",
    "\x00",
    "한",
]


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return Cluster.start()


@st.composite
def texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([STARTER, OBJECTS, POOL, f"{STARTER}---\n{OBJECTS}"]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        text = text[:start] + draw(st.sampled_from(["", *PIECES])) + text[end:]
    return text


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts(), data=st.data())
def test_help_is_given_for_any_text_at_any_place(cluster: Cluster, text: str, data: st.DataObject) -> None:
    faults = diagnose(text, "ko", cluster)
    assert all(fix.text != text for fix in repairs_of(text, faults, "en"))
    cleaned(text, "ko")
    added(text, cluster)
    differences(text, cluster)
    lines = text.split("\n")
    line = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    explain_at(text, line, column, "ko")
    completions_at(text, line, column, cluster, "en")
