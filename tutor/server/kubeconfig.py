"""The file that tells kubectl where the server is and whom to trust."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from pathlib import Path


def kubeconfig(server: str, token: str, certificate: bytes) -> str:
    """The text of a kubeconfig; JSON is YAML."""
    body = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {
                "name": "tutor",
                "cluster": {
                    "server": server,
                    "certificate-authority-data": b64encode(certificate).decode(),
                },
            }
        ],
        "users": [{"name": "learner", "user": {"token": token}}],
        "contexts": [{"name": "tutor", "context": {"cluster": "tutor", "user": "learner", "namespace": "default"}}],
        "current-context": "tutor",
    }
    return json.dumps(body, indent=2) + "\n"


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, in the place of what was there; raises OSError that names the file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        _fill(fresh, text)
        fresh.replace(path)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _fill(path: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
