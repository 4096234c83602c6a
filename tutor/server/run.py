"""Starts and ends the server: a free port of the loopback, a token, a certificate, a kubeconfig."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn

from tutor.cluster.cluster import Cluster
from tutor.server.app import build
from tutor.server.certificate import loopback_certificate
from tutor.server.guard import Guard
from tutor.server.kubeconfig import kubeconfig, write_private
from tutor.server.world import World

HOST = "127.0.0.1"


def serve(cluster: Cluster, *, port: int, path: Path, speed: float, ready: Callable[[str], None]) -> None:
    """Answer until interrupted; `ready` hears the address once the port is open. Raises OSError without a port."""
    with socket.create_server((HOST, port)) as listener, loopback_certificate() as (certificate, key, public):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for a late ack
        number = int(listener.getsockname()[1])
        token = secrets.token_urlsafe(32)
        address = f"https://{HOST}:{number}"
        write_private(path, kubeconfig(address, token, public))
        app = build(World(cluster, speed=speed), Guard(token, number, time.monotonic))
        config = uvicorn.Config(
            app,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            log_level="error",
            access_log=False,
            server_header=False,
            ws="wsproto",
            ws_max_size=1 << 20,
            timeout_graceful_shutdown=1,
        )
        ready(address)
        uvicorn.Server(config).run(sockets=[listener])
