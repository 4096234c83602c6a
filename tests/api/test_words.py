"""Small rules: how Go quotes, what names are made of, how addresses are read."""

from __future__ import annotations

import pytest

from tutor.api import content
from tutor.api.addresses import check_cidr, check_ip, family
from tutor.api.errors import FieldPath
from tutor.api.quoting import compact, quote
from tutor.api.timestamps import time_fault


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a", '"a"'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("\n\x00", '"\\n\\x00"'),
        ("한글", '"한글"'),
        ("\u200b", '"\\u200b"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("a b", '"a b"'),
    ],
)
def test_a_text_is_quoted_as_go_does(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_json_in_messages_has_no_blanks_and_no_html() -> None:
    assert compact({"b": ["<"], "a": "한"}) == '{"b":["\\u003c"],"a":"한"}'


@pytest.mark.parametrize(
    ("complaints", "words"),
    [
        (content.dns1123_label("a.b"), ("must not contain dots",)),
        (content.dns1123_label("a" * 64), ("must be no more than 63 characters",)),
        (content.label_value("a" * 64), ("must be no more than 63 bytes",)),
        (content.qualified_name("/a"), ("prefix part must be non-empty",)),
        (content.port_name("a--b-"), ("must not contain consecutive hyphens", "must not begin or end with a hyphen")),
        (content.port_number(0), ("must be between 1 and 65535, inclusive",)),
        (content.environment_name("A B"), ()),
        (content.path_segment("a/b"), ("may not contain '/'",)),
        (content.config_map_key(".."), ("must not be '..'",)),
    ],
)
def test_a_name_is_judged_in_upstream_s_words(complaints: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert complaints == words


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("1.2.3.4", []),
        ("fd00::1", []),
        ("1.2.3", ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]),
        ("1.2.3.04", ["must not have leading 0s"]),
        ("::ffff:1.2.3.4", ["must not be an IPv4-mapped IPv6 address"]),
        ("fe80::1%eth0", ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]),
    ],
)
def test_an_address_is_read_leniently_and_then_strictly(text: str, detail: list[str]) -> None:
    assert [fault.detail for fault in check_ip(FieldPath("ip"), text)] == detail


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("10.0.0.0/8", []),
        ("10.0.0.1/8", ["must not have bits set beyond the prefix length"]),
        ("10.0.0.0/33", ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]),
        ("10.0.0.00/8", ["must not have leading 0s in IP or prefix length"]),
    ],
)
def test_a_block_of_addresses_is_read_leniently_and_then_strictly(text: str, detail: list[str]) -> None:
    assert [fault.detail for fault in check_cidr(FieldPath("cidr"), text)] == detail


def test_an_address_has_a_family() -> None:
    assert (family("1.2.3.4"), family("fd00::1"), family("::ffff:1.2.3.4")) == ("IPv4", "IPv6", "IPv4")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026-01-01T09:00:00Z", ""),
        ("2026-01-01T09:00:00.5+09:00", ""),
        ("2026-13-01T09:00:00Z", 'parsing time "2026-13-01T09:00:00Z": month out of range'),
        ("2026-01-01", 'parsing time "2026-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'),
    ],
)
def test_a_moment_is_read_as_go_s_time_package_does(text: str, fault: str) -> None:
    assert time_fault(text) == fault
