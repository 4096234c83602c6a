"""The checks of a lesson on a real cluster: what is stored, what stands behind a Service, names and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tutor.api.kinds import KINDS
from tutor.grading.match import glob, mismatch
from tutor.live.client import Answered, LiveCluster, path_of
from tutor.live.plan import HELPER, Plan
from tutor.packs.model import Check
from tutor.values import frozen

SKIPPED = None
_KINDS = {kind.kind: kind for kind in KINDS}
_CURL = {0: "http", 6: "dns-fail", 7: "refused"}
_MARK = "\n#tutor "
_CLUSTER_IP = re.compile(r"\{clusterIP:[^/}]+/([^}]+)\}")


@frozen
class Seen:
    """Whether a check passed (None: it was not looked at), and what was seen."""

    passed: bool | None
    words: str


class Looker:
    """Looks at one namespace of a cluster, after the server said `admitted` to the answer."""

    def __init__(self, cluster: LiveCluster, plan: Plan, admitted: tuple[Answered, ...]) -> None:
        self._cluster = cluster
        self._plan = plan
        self._admitted = admitted

    def look(self, check: Check) -> Seen:
        """Look once; kinds that a real cluster cannot be asked for are skipped."""
        looker = _LOOKERS.get(check.kind)
        return looker(self, check) if looker else Seen(passed=None, words=f"{check.kind} is for the simulator only")

    def admission(self, check: Check) -> Seen:
        """Hold the server's answers to the dry run against what is asked."""
        ask: Any = check.ask
        refused = next((one.body for one in self._admitted if not one.fine), None)
        if ask.get("verdict") == "allowed":
            return Seen(passed=refused is None, words=refused["message"] if refused else "accepted")
        if refused is None:
            return Seen(passed=False, words="accepted")
        causes = (refused.get("details") or {}).get("causes") or []
        fields = [cause.get("field", "") for cause in causes] or [""]
        fits = (
            refused.get("reason") == ask.get("reason", refused.get("reason"))
            and glob(ask.get("message", "*"), refused["message"])
            and any(glob(ask.get("field", "*"), field) for field in fields)
        )
        return Seen(passed=fits, words=refused["message"])

    def object(self, check: Check) -> Seen:
        """Hold a stored object against a pattern."""
        ask: Any = check.ask
        kind, name = ask["ref"].split("/")[0], ask["ref"].split("/")[-1]
        found = self._cluster.ask("GET", path_of(_KINDS[kind], self._plan.namespace, name))
        if not found.fine or not ask.get("exists", True):
            return Seen(passed=found.fine == ask.get("exists", True), words=f"{kind} {name}: {found.code}")
        wrong = mismatch(ask.get("match", {}), found.body)
        return Seen(passed=wrong is None, words="as asked" if wrong is None else ".".join(map(str, wrong)))

    def endpoints(self, check: Check) -> Seen:
        """Compare the endpoints of a Service with what is asked."""
        ask: Any = check.ask
        if set(ask) - {"service", "port", "ready", "target", "count", "empty"}:
            return Seen(passed=None, words="asks for more than a check of a real cluster looks at")
        rows = tuple(self._rows(ask["service"].split("/")[-1], ask.get("port")))
        ready = {name for name, _, fine in rows if fine}
        shown = ", ".join(f"{name}:{port}" for name, port, _ in sorted(rows)) or "<none>"
        wanted = ask.get("ready", len(ready))
        pods = self._pods(wanted)
        fits = (
            (len(ready) == wanted if isinstance(wanted, int) else ready == pods and bool(pods))
            and all(port == ask.get("target", port) for _, port, fine in rows if fine)
            and len(rows) == ask.get("count", len(rows))
            and (not rows) == ask.get("empty", not rows)
        )
        return Seen(passed=fits, words=f"endpoints: {shown}")

    def http(self, check: Check) -> Seen:
        """Ask for a page from the helper pod, as often as the lesson says."""
        ask: Any = check.ask
        expect: Any = check.expect or {}
        skipped = self._not_from_here(ask["from"], expect, {"outcome", "status", "body", "served-by"})
        if skipped or ask.get("over"):
            return Seen(passed=None, words=skipped or "takes more time than a check of a real cluster waits")
        url = self._plan.moved(_CLUSTER_IP.sub(self._address, ask["url"]))
        pages = [self._page(url) for _ in range(ask.get("requests", 1))]
        outcomes = {outcome for outcome, _, _ in pages}
        wanted = expect.get("outcome", "http")
        fits = (
            (wanted["not"] not in outcomes if isinstance(wanted, Mapping) else outcomes == {wanted})
            and all(status == expect.get("status", status) for _, status, _ in pages)
            and all(glob(expect.get("body", "*"), body) for _, _, body in pages)
            and self._served(expect.get("served-by"), [body for _, _, body in pages])
        )
        return Seen(passed=fits, words=f"{url}: {', '.join(sorted(outcomes))}, {len(pages)} times")

    def dns(self, check: Check) -> Seen:
        """Ask for a name from the helper pod."""
        ask: Any = check.ask
        expect: Any = check.expect or {}
        wanted = expect.get("answers", "any")
        skipped = self._not_from_here(ask["from"], expect, {"answers"})
        if skipped or (isinstance(wanted, Mapping) and "count" not in wanted):
            return Seen(passed=None, words=skipped or "the addresses are the simulator's own")
        name, kind = self._plan.moved(ask["name"]), ask.get("type", "A")
        said = self._run("dig", "+search", "+noall", "+comments", "+answer", name, kind).stdout
        data = [line for line in said.splitlines() if line and line[0] != ";" and line.split()[3:4] == [kind]]
        rcode = next(iter(re.findall(r"status: (\w+)", said)), "none")
        fits = {"any": bool(data), "empty": rcode == "NOERROR" and not data, "nxdomain": rcode == "NXDOMAIN"}
        passed = len(data) == wanted["count"] if isinstance(wanted, Mapping) else fits[wanted]
        return Seen(passed=passed, words=f"{name} {kind}: {rcode}, {len(data)} answers")

    def _not_from_here(self, place: str, expect: Mapping[str, Any], known: set[str]) -> str:
        """Why a connection cannot be tried from the helper pod; "" when it can."""
        if not self._plan.helper:
            return "needs the helper pod"
        if not place.startswith("Pod/"):
            return f"asks from {place}, where no pod stands"
        return "" if set(expect) <= known else "asks for more than a check of a real cluster looks at"

    def _page(self, url: str) -> tuple[str, int, str]:
        ran = self._run("curl", "-s", "-m", "5", "-w", f"{_MARK}%{{http_code}}", url)
        body, _, status = ran.stdout.rpartition(_MARK)
        return _CURL.get(ran.code, "timeout"), int(status) if status.isdigit() else 0, body

    def _run(self, *words: str) -> Any:
        return self._cluster.run(self._plan.namespace, HELPER, *words)

    def _served(self, wanted: Any, bodies: list[str]) -> bool:
        """Which pods answered: those whose names their pages say."""
        if wanted is None:
            return True
        word, value = next(iter(wanted.items()))
        named = {name for name in self._pods({}) if any(name in body for body in bodies)}
        if word in {"all", "only"}:
            pods = self._pods(value)
            return named == pods if word == "all" else bool(named) and named <= pods
        if word == "count":
            return bool(len(named) == value)
        return (len(named) == 1) == bool(value if word == "same" else not value)

    def _pods(self, wanted: Any) -> set[str]:
        if not isinstance(wanted, Mapping):
            return set() if isinstance(wanted, int) else set(wanted)
        labels = ",".join(f"{key}={value}" for key, value in wanted.items())
        listed = self._cluster.ask("GET", path_of(_KINDS["Pod"], self._plan.namespace), labelSelector=labels)
        return {item["metadata"]["name"] for item in listed.body.get("items", [])}

    def _rows(self, service: str, port: Any) -> Iterator[tuple[str, int, bool]]:
        """Name, port and readiness of each endpoint of a Service's port."""
        found = self._cluster.ask("GET", path_of(_KINDS["Service"], self._plan.namespace, service)).body
        names = {
            one.get("name", "")
            for one in (found.get("spec") or {}).get("ports", [])
            if port is None or port in {one["port"], one.get("name")}
        }
        where = path_of(_KINDS["EndpointSlice"], self._plan.namespace)
        listed = self._cluster.ask("GET", where, labelSelector=f"kubernetes.io/service-name={service}")
        for item in listed.body.get("items", []):
            numbers = [one.get("port", 0) for one in item.get("ports") or [] if one.get("name", "") in names]
            for endpoint in item.get("endpoints") or []:
                name = (endpoint.get("targetRef") or {}).get("name", endpoint["addresses"][0])
                ready = (endpoint.get("conditions") or {}).get("ready") is not False
                yield from ((name, number, ready) for number in numbers)

    def _address(self, blank: re.Match[str]) -> str:
        found = self._cluster.ask("GET", path_of(_KINDS["Service"], self._plan.namespace, blank[1])).body
        return str((found.get("spec") or {}).get("clusterIP", blank[0]))


_LOOKERS: Mapping[str, Callable[[Looker, Check], Seen]] = MappingProxyType(
    {
        "admission": Looker.admission,
        "object": Looker.object,
        "endpoints": Looker.endpoints,
        "http": Looker.http,
        "dns": Looker.dns,
    }
)
