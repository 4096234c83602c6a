"""A real cluster through the official client: requests by kind, and programs run in a pod."""

from __future__ import annotations

import json
import shlex
from typing import Any
from urllib.parse import urlencode

from kubernetes import client
from kubernetes.client.exceptions import ApiException
from kubernetes.stream import stream
from urllib3.exceptions import HTTPError

from tutor.api.kinds import Kind
from tutor.live.connect import connected
from tutor.live.stopped import Unreachable
from tutor.values import frozen

SECONDS = 20.0  # for one request
JSON, APPLY = "application/json", "application/apply-patch+yaml"
NOT_RUN = 126  # what a shell says of a program that it cannot run


@frozen
class Answered:
    """The server's answer: its HTTP code and its body."""

    code: int
    body: Any

    @property
    def fine(self) -> bool:
        """Whether the request was carried out."""
        return self.code < 400

    @property
    def words(self) -> str:
        """What the server said of it."""
        said = self.body.get("message") if isinstance(self.body, dict) else None
        return str(said or f"HTTP {self.code}")


@frozen
class Ran:
    """What a program printed, and its exit status."""

    stdout: str
    stderr: str
    code: int


class LiveCluster:
    """One context of a kubeconfig; raises Unreachable where it does not answer."""

    def __init__(self, context: str, kubeconfig: str | None) -> None:
        self._api = connected(context, kubeconfig)
        self.host: str = self._api.configuration.host
        chosen = f" --kubeconfig {shlex.quote(kubeconfig)}" if kubeconfig else ""
        self.kubectl = f"kubectl --context {shlex.quote(context)}{chosen}"

    def ask(self, method: str, path: str, body: Any = None, media: str = JSON, **query: str) -> Answered:
        """Send one request; a refusal is an answer, too, unless the cluster does not know who asks."""
        url = f"{self.host}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Accept": JSON, "Content-Type": media, "User-Agent": "tutor", **self._token()}
        sent = body if media == JSON else json.dumps(body)
        try:
            reply = self._api.rest_client.request(method, url, headers=headers, body=sent, _request_timeout=SECONDS)
            found = Answered(code=reply.status, body=_read(reply.read() or reply.data))
        except ApiException as fault:  # this client's word for a handshake that failed
            said = f"the certificate of {self.host} is not what the kubeconfig says, or {self.host} speaks no TLS"
            raise Unreachable(said, f"{self.kubectl} version") from fault
        except (OSError, HTTPError) as fault:
            raise Unreachable(f"{self.host} does not answer", f"{self.kubectl} cluster-info") from fault
        if found.code == 401:
            said = f"{self.host} does not know you: the token or certificate has expired, or is another cluster's"
            raise Unreachable(said, f"log in again, then: {self.kubectl} auth whoami")
        return found

    def run(self, namespace: str, pod: str, *words: str) -> Ran:
        """Run a program in a pod and wait for its end; raises Unreachable where none can be run."""
        ask = client.CoreV1Api(self._api).connect_get_namespaced_pod_exec
        taken = {"stdout": True, "stderr": True, "stdin": False, "tty": False, "_preload_content": False}
        try:
            line = stream(ask, pod, namespace, command=list(words), **taken)
        except (ApiException, OSError, HTTPError) as refusal:
            said = f"no program can be run in pod {pod}: {getattr(refusal, 'reason', None) or refusal}"
            raise Unreachable(said, f"{self.kubectl} auth can-i create pods/exec, or --no-helper") from refusal
        line.run_forever(timeout=SECONDS)
        late = line.is_open()
        stdout, stderr = line.read_stdout(timeout=0) or "", line.read_stderr(timeout=0) or ""
        code = NOT_RUN if late else _code(line)
        line.sock.shutdown()  # its close() leaves a socket open whose other end said goodbye first
        return Ran(stdout=stdout, stderr=stderr, code=code)

    def close(self) -> None:
        """Close its connections."""
        self._api.rest_client.pool_manager.clear()

    def _token(self) -> dict[str, str]:
        token = self._api.configuration.auth_settings().get("BearerToken")
        return {"authorization": str(token["value"])} if token else {}


def path_of(kind: Kind, namespace: str, name: str = "") -> str:
    """Where a kind's objects, or one of them, are asked for."""
    root = f"/apis/{kind.api_version}" if kind.group else "/api/v1"
    inside = f"/namespaces/{namespace}" if kind.namespaced else ""
    return f"{root}{inside}/{kind.plural}" + (f"/{name}" if name else "")


def _read(body: Any) -> Any:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
    try:
        return json.loads(text)
    except ValueError:
        return {"message": text}


def _code(line: Any) -> int:
    """The exit status; a program that could not be started has none."""
    try:
        return int(line.returncode or 0)
    except (KeyError, ValueError, TypeError, IndexError):
        return NOT_RUN
