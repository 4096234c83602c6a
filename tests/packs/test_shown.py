"""What varies from run to run is shown to a learner as `…`, and what Kubernetes prints stays."""

from __future__ import annotations

import pytest

from tutor.packs.prose import readable


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("web    <none>      ...   app=x", "web    <none>      …     app=x"),
        ("10.233.*:8080      ...", "10.233.…:8080      …"),
        ("...", "…"),
        ("relay (...) port 25 [tcp/*] succeeded", "relay (…) port 25 [tcp/…] succeeded"),
        ("slice-*   10.1,10.2 + 2 more...   ...", "slice-…   10.1,10.2 + 2 more...   …"),
        ("* spec.ports[0].name: Required value", "* spec.ports[0].name: Required value"),
    ],
)
def test_a_line_of_a_page_is_shown_without_the_signs_of_its_author(line: str, shown: str) -> None:
    assert readable(line) == shown
