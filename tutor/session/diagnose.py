"""Finds what is wrong with a manifest while it is being typed, before any server is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tutor.api import kinds
from tutor.api.codec import decode
from tutor.api.defaults import default
from tutor.api.errors import ErrorType, FieldError
from tutor.api.kinds import Kind
from tutor.api.service import Service
from tutor.api.service_facts import needs_health_check
from tutor.api.service_update import normalize_cluster_ips
from tutor.api.validation import validate_create
from tutor.api.validation.schema import schema_errors
from tutor.api.wire import Path
from tutor.cluster.cluster import Cluster
from tutor.cluster.custom import without_schema_faults
from tutor.manifest import Document, Parsed, Position, Problem, Span
from tutor.session.advise import of_problem, of_refusal
from tutor.session.advise_fields import of_error, of_fault
from tutor.session.marks import diagnostic, mark, span_of
from tutor.session.outline import meant_kind, objects, outline_faults
from tutor.session.parsed import parsed
from tutor.session.rehearse import path_of, rehearse
from tutor.session.views import Diagnostic
from tutor.values import replace

MOST = 50
LONGEST = 4_000  # longer texts are not rehearsed while one types
_TYPED = frozenset(("BOOLEAN_WORD", "NUMBER_FORM"))  # the fault of type says more


def diagnose(text: str, locale: str = "en", cluster: Cluster | None = None) -> tuple[Diagnostic, ...]:
    """All faults of a text, by their place: YAML first, then types and unknown fields, then the server's rules.

    With a cluster also what only its server knows: kinds that are not there, values that are taken or may not change.
    """
    found_in = parsed(text)
    served = kinds.ALL_KINDS if cluster is None else cluster.server.kinds
    found = [one for problem in found_in.problems for one in _of_problem(problem, locale)]
    for document in found_in.documents:
        if document.error is None:
            found += outline_faults(document, locale, served)
            found += _of_fields(document, text, locale)
    if cluster is not None and len(text) <= LONGEST and not any(one.severity == "error" for one in found):
        found += _of_server(found_in, cluster, locale)
    unique = {(one.line, one.column, one.message, one.code): one for one in _causes(list(_joined(found)))}
    return tuple(sorted(unique.values(), key=lambda one: (one.line, one.column))[:MOST])


def _joined(found: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
    """Put an error and the warning that tells its cause together: kubectl's line, and the nearer advice of both."""
    causes = [one for one in found if one.severity == "warning" and one.code not in _TYPED]
    errors = [one for one in found if one.severity == "error"]
    told: list[Diagnostic] = []
    for error in errors:
        cause = next((one for one in causes if _is_cause(one, error)), None)
        if cause is None:
            yield error
        else:
            told.append(cause)
            yield replace(error, advice=cause.message, code=cause.code)
    places = {(one.line, one.column) for one in errors}
    for one in found:
        if one.severity == "warning" and one not in told and ((one.line, one.column) not in places):
            yield one


def _causes(found: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
    """Leave out a field that is missing only because its name, or the line that has it, is mistyped."""
    meant = {(one.document, *one.path[:-1], one.to) for one in found if one.code == "unknown-field"}
    beside = {(one.document, *one.path[:-1]) for one in found if one.code in _SLIPS and one.path}
    for one in found:
        place = (one.document, *one.path)
        mistyped = place in meant or (one.code == "REQUIRED" and place[:-1] in beside)
        if not mistyped or one.code not in _OF_MISSING:
            yield one


def _is_cause(warning: Diagnostic, error: Diagnostic) -> bool:
    """Say whether a slip of typing explains an error: it stands at its place, or inside it on the same line."""
    if (warning.line, warning.column) == (error.line, error.column):
        return True
    same_line = warning.line == error.line == error.end_line
    return same_line and warning.code in _SLIPS and error.column <= warning.column < error.end_column


_OF_MISSING = frozenset(("REQUIRED", "INVALID"))
_SLIPS = frozenset(("NBSP", "SMART_QUOTES", "MISSING_SPACE", "MISSING_DASH_SPACE"))


def _of_problem(problem: Problem, locale: str) -> Iterable[Diagnostic]:
    """Keep kubectl's words of what it refuses; of what it takes in silence there are only ours."""
    advice = of_problem(problem, locale)
    if problem.severity == "error":
        yield diagnostic(problem.span, problem.message, advice)
        return
    ours = diagnostic(problem.span, advice.text, replace(advice, text=""), wrong=False)
    yield ours
    if problem.code == "DUPLICATE_KEY":  # both lines are marked
        line, column = int(problem.params["first"]), int(problem.params["column"])
        end = column + problem.span.end.column - problem.span.start.column
        span = Span(start=Position(line=line, column=column), end=Position(line=line, column=end))
        yield diagnostic(span, ours.message, replace(advice, text=""), wrong=False)


def _of_fields(document: Document, text: str, locale: str) -> Iterable[Diagnostic]:
    for root, value in objects(document.value):
        if isinstance(value, dict):
            kind = meant_kind(value)
            if kind is not None:
                yield from _of_object(document, text, kind, value, root, locale)


def _of_object(  # noqa: PLR0917 - a place, what stands there, and for whom
    document: Document, text: str, kind: Kind, value: dict[str, Any], root: Path, locale: str
) -> Iterable[Diagnostic]:
    value = {**value, "apiVersion": kind.api_version, "kind": kind.kind}
    decoded = without_schema_faults(kind, decode(kind, value))
    for fault in decoded.faults:
        seen = _seen(text, document, (*root, *fault.path))
        yield mark(document, (*root, *fault.path), fault.message, of_fault(fault, kind, value, seen, locale),
                   key=fault.strict)  # fmt: skip
    schema = schema_errors(kind, value) if kind.custom else ()
    for error in schema:
        yield mark(document, (*root, *error.path.parts), error.message, of_error(error, kind, value, locale))
    if decoded.object is not None and not schema and all(fault.strict for fault in decoded.faults):
        for error in _told(validate_create(_prepared(decoded.object)), document, root):
            yield mark(document, (*root, *error.path.parts), error.message, of_error(error, kind, value, locale))


def _told(errors: Sequence[FieldError], document: Document, root: Path) -> Iterable[FieldError]:
    """Leave out what is only a consequence: a defaulted value that is wrong as the one beside it is."""
    written = [error for error in errors if (*root, *error.path.parts) in document.spans]
    beside = {error.path.parts[:-1] for error in written}
    for error in errors:
        if error in written or error.type is not ErrorType.INVALID or error.path.parts[:-1] not in beside:
            yield error


def _seen(text: str, document: Document, path: Path) -> str:
    """The text of a value in its line, with the quotes that it has."""
    span = span_of(document, path)
    if span is None:
        return ""
    line = text.split("\n")[span.start.line - 1]
    return line[span.start.column - 1 : span.end.column - 1 if span.end.line == span.start.line else None].strip()


def _of_server(found_in: Parsed, cluster: Cluster, locale: str) -> Iterable[Diagnostic]:
    """What the server of this cluster alone can refuse."""
    for one in rehearse(found_in.documents, cluster):
        if one.refusal is None:
            continue
        causes = one.refusal.details.causes if one.refusal.details else ()
        for cause in causes:
            path = _written(path_of(cause.field), one.value)
            advice = of_refusal(one.refusal, path, locale, one.live)
            yield mark(one.document, (*one.root, *path), f"{cause.field}: {cause.message}", advice)
        if not causes:
            path = ("metadata", "namespace") if one.refusal.reason == "NotFound" else ("spec",)
            advice = of_refusal(one.refusal, path, locale, one.live)
            yield mark(one.document, (*one.root, *path), one.refusal.message, advice)


def _written(path: Path, value: Mapping[str, Any]) -> Path:
    """Where the learner wrote what the server speaks of: clusterIPs is made of clusterIP."""
    spec = value.get("spec")
    named = path[:2] == ("spec", "clusterIPs") and isinstance(spec, dict) and "clusterIPs" not in spec
    return ("spec", "clusterIP") if named else path


def _prepared(obj: Any) -> Any:
    """An object as the server validates it: in the namespace that kubectl gives it, with its defaults."""
    if not obj.metadata.namespace and kinds.kind_of(obj).namespaced:
        obj = replace(obj, metadata=replace(obj.metadata, namespace="default"))
    obj = default(obj)
    return _with_health_port(normalize_cluster_ips(obj)) if isinstance(obj, Service) else obj


def _with_health_port(service: Service) -> Service:
    """A Service with the port that the server takes from its own range before it validates; any number is right."""
    spec = service.spec
    if spec.health_check_node_port or not needs_health_check(spec):
        return service
    return replace(service, spec=replace(spec, health_check_node_port=1))
