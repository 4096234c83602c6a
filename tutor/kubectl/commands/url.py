"""Reads a URL as curl does."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from tutor.values import frozen

PORTS = {"http": 80, "https": 443, "telnet": 23, "ftp": 21}
_URL = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#]*)([^#]*)")
_AUTHORITY = re.compile(r"(?:([^@]*)@)?(\[[^\]]*\]|[^:\[\]]*)(?::(.*))?\Z", re.DOTALL)


@frozen
class Url:
    """The parts of a URL; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str
    user: str = ""

    @property
    def authority(self) -> str:
        """What the Host header says: the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS.get(self.scheme) else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


@frozen(kw_only=False)
class UrlFault:
    """Why curl takes no URL of this kind: its exit status and words."""

    code: int
    message: str


def parse_url(text: str, default_scheme: str = "http") -> Url | UrlFault:
    """Read a URL, or say what curl would."""
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in text):
        return UrlFault(3, "URL rejected: Malformed input to a URL function")
    found = _URL.match(text)
    scheme = ((found[1] if found else "") or default_scheme).lower()
    if scheme not in PORTS:
        return UrlFault(1, f'Protocol "{scheme}" not supported')
    authority = _AUTHORITY.match(found[2]) if found else None
    if found is None or authority is None:
        return UrlFault(
            3,
            "URL rejected: Bad hostname"
            if "[" in text
            else "URL rejected: Port number was not a decimal number between 0 and 65535",
        )
    port = _port(authority[3], PORTS[scheme])
    if port is None:
        return UrlFault(3, "URL rejected: Port number was not a decimal number between 0 and 65535")
    host = _host(authority[2])
    if isinstance(host, UrlFault):
        return host
    rest = found[3] if found[3].startswith("/") else "/" + found[3]
    return Url(scheme=scheme, host=host, port=port, path=rest, user=authority[1] or "")


def _port(text: str | None, default: int) -> int | None:
    if not text:
        return default
    return int(text) if re.fullmatch(r"\d{1,5}", text) and int(text) <= 65535 else None


def _host(text: str) -> str | UrlFault:
    if not text:
        return UrlFault(3, "URL rejected: No host part in the URL")
    if text.startswith("["):
        try:
            return str(IPv6Address(text[1:-1].partition("%")[0]))
        except AddressValueError:
            return UrlFault(3, "URL rejected: Bad IPv6 address")
    if re.search(r"[\s\"<>\\^`{|}%#?*,;!$'()&=+]", text):
        return UrlFault(3, "URL rejected: Bad hostname")
    return _number(text) or text


def _number(text: str) -> str:
    """Addresses in odd forms (`127.1`, `0x7f.1`, `3232249857`) as dotted quads; "" for a name."""
    parts = text.split(".")
    if not all(re.fullmatch(r"0[xX][0-9a-fA-F]{1,8}|\d{1,10}", part) for part in parts) or len(parts) > 4:
        return ""
    base = [
        int(
            part,
            16
            if part[:2].lower() == "0x"
            else 8
            if part[0] == "0" and part.isdigit() and not set(part) & set("89")
            else 10,
        )
        for part in parts
    ]
    if any(value > 255 for value in base[:-1]) or base[-1] >= 256 ** (5 - len(parts)):
        return ""
    value = sum(one << (8 * (3 - at)) for at, one in enumerate(base[:-1])) + base[-1]
    return str(IPv4Address(value))
