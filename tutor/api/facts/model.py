"""The form of what is known of a field, and the phrases that many fields share."""

from __future__ import annotations

from tutor.values import frozen


@frozen
class Facts:
    """What may stand in a field; empty where there is nothing to say."""

    default: str = ""
    limits: str = ""
    example: str = ""
    values: tuple[str, ...] = ()
    required: bool = False


def one_of(*values: str, default: str = "", required: bool = False) -> Facts:
    """Facts of a field that takes one of a few words."""
    return Facts(values=values, default=default, example=default or values[0], required=required)


PROTOCOL = one_of("TCP", "UDP", "SCTP", default="TCP")
PORT = "1-65535"
LABEL = "a-z, 0-9, '-'; at most 63 characters"
SUBDOMAIN = "a-z, 0-9, '-', '.'; at most 253 characters"
PORT_NAME = "a-z, 0-9, '-'; at least one letter; at most 15 characters"
NOT_NEGATIVE = "0 and up"
FROM_ONE = "1 and up"
PORT_OR_NAME = f"{PORT}, or the name of a container port"
