"""Flags are read as pflag reads them."""

from __future__ import annotations

import pytest

from tutor.kubectl.errors import CommandError
from tutor.kubectl.flags import Flag, parse_flags

FLAGS = (
    Flag(name="output", short="o"),
    Flag(name="filename", short="f", type="list"),
    Flag(name="all-namespaces", short="A", type="bool"),
    Flag(name="watch", short="w", type="bool"),
    Flag(name="replicas", type="int"),
    Flag(name="dry-run", default="none", bare="unchanged"),
    Flag(name="timeout", type="duration"),
)


@pytest.mark.parametrize("words", [("-o", "yaml"), ("-oyaml",), ("-o=yaml",), ("--output", "yaml"), ("--output=yaml",)])
def test_a_value_stands_apart_or_joined(words: tuple[str, ...]) -> None:
    assert parse_flags(words, FLAGS).values["output"] == "yaml"


def test_short_switches_share_a_dash_and_lists_grow() -> None:
    parsed = parse_flags(("-Aw", "-f", "a,b", "svc", "-fc", "--", "-x"), FLAGS)

    assert (parsed.values["all-namespaces"], parsed.values["watch"]) == (True, True)
    assert parsed.values["filename"] == ("a", "b", "c")
    assert (parsed.args, parsed.dash) == (("svc", "-x"), 1)


def test_a_flag_with_a_bare_value_does_not_take_the_next_word() -> None:
    parsed = parse_flags(("--dry-run", "client"), FLAGS)

    assert (parsed.values["dry-run"], parsed.args) == ("unchanged", ("client",))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--nope",), "unknown flag: --nope"),
        (("-Az",), "unknown shorthand flag: 'z' in -z"),
        (("--output",), "flag needs an argument: --output"),
        (("-o",), "flag needs an argument: 'o' in -o"),
        (
            ("--replicas=x",),
            'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax',
        ),
        (
            ("-A=y",),
            'invalid argument "y" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "y": invalid syntax',
        ),
        (("--timeout=5",), 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'),
    ],
)
def test_a_wrong_flag_is_refused_in_pflags_words(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError) as caught:
        parse_flags(words, FLAGS)
    assert caught.value.message == message
