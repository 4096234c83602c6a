"""A real cluster through the official client: requests by kind, and programs run in a pod."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from kubernetes import client, config
from kubernetes.client.exceptions import ApiException
from kubernetes.config.config_exception import ConfigException
from kubernetes.stream import stream
from urllib3.exceptions import HTTPError

from tutor.api.kinds import Kind
from tutor.values import frozen

SECONDS = 20.0  # for one request


class Unreachable(Exception):  # noqa: N818 - the cluster's state, not a failure of ours
    """The cluster or its kubeconfig cannot be used; says why."""


@frozen
class Answered:
    """The server's answer: its HTTP code and its body."""

    code: int
    body: Any

    @property
    def fine(self) -> bool:
        """Whether the request was carried out."""
        return self.code < 400


@frozen
class Ran:
    """What a program printed, and its exit status."""

    stdout: str
    code: int


class LiveCluster:
    """One context of a kubeconfig; raises Unreachable where it does not answer."""

    def __init__(self, context: str, kubeconfig: str | None) -> None:
        try:
            self._api = config.new_client_from_config(kubeconfig, context, persist_config=False)  # type: ignore[no-untyped-call]
        except (ConfigException, OSError) as fault:
            raise Unreachable(str(fault)) from fault
        self.host: str = self._api.configuration.host

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Answered:
        """Send one request; a refusal is an answer, too."""
        url = f"{self.host}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "tutor"}
        token = self._api.configuration.auth_settings().get("BearerToken")
        headers |= {"authorization": str(token["value"])} if token else {}
        try:
            reply = self._api.rest_client.request(method, url, headers=headers, body=body, _request_timeout=SECONDS)
        except ApiException as refusal:
            return Answered(code=int(refusal.status or 0), body=_read(refusal.body))
        except OSError as fault:
            raise Unreachable(str(fault)) from fault
        except HTTPError as fault:
            raise Unreachable(f"{self.host} does not answer") from fault
        return Answered(code=reply.status, body=_read(reply.read() or reply.data))

    def run(self, namespace: str, pod: str, *words: str) -> Ran:
        """Run a program in a pod and wait for its end; raises Unreachable where the pod does not run."""
        ask = client.CoreV1Api(self._api).connect_get_namespaced_pod_exec
        taken = {"stdout": True, "stderr": True, "stdin": False, "tty": False, "_preload_content": False}
        try:
            line = stream(ask, pod, namespace, command=list(words), **taken)
        except ApiException as refusal:
            raise Unreachable(f"no program can be run in pod {pod}: {refusal.reason}") from refusal
        line.run_forever(timeout=SECONDS)
        return Ran(stdout=line.read_stdout(timeout=0) or "", code=int(line.returncode or 0))


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
