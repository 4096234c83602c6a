"""What goes wrong between a client that wants TLS and a server that has a certificate, or has none."""

from __future__ import annotations

from tutor.cluster.network.trace import Delivered, Response
from tutor.cluster.settings import Settings
from tutor.values import frozen

_ADVICE = """
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the webpage mentioned above."""
_PLAIN = Response(status=400, reason="Bad Request", body="Client sent an HTTP request to an HTTPS server.\n")


@frozen(kw_only=False)
class Distrust:
    """Why a TLS connection ends, as curl says it."""

    code: int
    message: str


def distrust(host: str, delivered: Delivered, settings: Settings, *, insecure: bool) -> Distrust | None:
    """Why a client does not trust the server, None when it does; the cluster's own authority is unknown to clients."""
    names = delivered.certificate
    if names is None:
        return Distrust(35, "error:0A00010B:SSL routines::wrong version number")
    if insecure:
        return None
    if delivered.address not in settings.names.values():
        return Distrust(60, f"SSL certificate problem: unable to get local issuer certificate{_ADVICE}")
    if host.rstrip(".") not in names:
        return Distrust(60, f"SSL: no alternative certificate subject name matches target host name '{host}'{_ADVICE}")
    return None


def spoken(scheme: str, delivered: Delivered) -> Response | None:
    """The answer that a client of this scheme reads: a TLS port tells a plain client off."""
    if scheme == "http" and delivered.certificate is not None and delivered.response is not None:
        return _PLAIN
    return delivered.response
