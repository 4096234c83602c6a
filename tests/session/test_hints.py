"""Every slip that learners make is told with its line and what to do, and mended without touching anything else."""

from __future__ import annotations

import pytest

from tutor import words
from tutor.session.assist import repairs_at, repairs_of
from tutor.session.diagnose import diagnose

HEAD = "apiVersion: v1 # the core\nkind: Service\nmetadata:\n  name: web\n"
GOOD = f"{HEAD}spec:\n  selector: {{app: x}}   # pods\n  ports:\n  - port: 80\n"
POOL = "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: {name: p, namespace: metallb-system}\nspec:\n"


def put(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


# The text, where its first fault stands, its code, and the text as the first fix leaves it ("" where there is none).
SLIPS = [
    ("", (1, 1), "EMPTY", ""),
    ("# only a comment\n", (1, 1), "EMPTY", ""),
    ("[" * 25_000, (1, 65), "TOO_DEEP", ""),
    ("a: &s [*s]\n", (1, 8), "ALIAS_CYCLE", ""),
    (f"{GOOD}  type: A\n  type: NodePort\n", (9, 3), "DUPLICATE_KEY", f"{GOOD}  type: NodePort\n"),
    (put("{app: x}", "{app: y}"), (6, 19), "text-wanted.truth", put("{app: x}", '{app: "y"}')),
    (put("{app: x}", "{app: on}"), (6, 19), "text-wanted.truth", put("{app: x}", '{app: "on"}')),
    (put("{app: x}", "{app: 1.10}"), (6, 19), "text-wanted.number", put("{app: x}", '{app: "1.10"}')),
    (put("80", "0x50"), (8, 11), "NUMBER_FORM", GOOD),
    (put("80", "080"), (8, 11), "NUMBER_FORM", GOOD),
    (put("80", '"80"'), (8, 11), "number-wanted", GOOD),
    (put("80", "9" * 40), (8, 11), "type.integer", ""),
    (put("80\n", '80\n    targetPort: "8080"\n'), (9, 17), "port-in-quotes", put("80\n", "80\n    targetPort: 8080\n")),
    (put("80", ".nan"), (8, 11), "NOT_JSON", ""),
    (put("80", "!!int zz"), (8, 11), "BAD_SCALAR", put("80", "zz")),
    (put("80", "!foo 80"), (8, 11), "type.integer", GOOD),
    (put("  - port", "\t- port"), (8, 1), "INDENT", GOOD),
    (put("80\n", "80\n   targetPort: 80\n"), (9, 4), "INDENT", put("80\n", "80\n    targetPort: 80\n")),
    (f"{HEAD}spec:\n  type:NodePort\n", (6, 3), "MISSING_SPACE", f"{HEAD}spec:\n  type: NodePort\n"),
    (put("- port: 80", "- port:80"), (8, 5), "MISSING_SPACE", GOOD),
    (put("name: web", "name web"), (4, 3), "missing-colon", GOOD),
    (put("metadata:", "metadata"), (4, 7), "SYNTAX", GOOD),
    (put("{app: x}", '{app: "x}'), (9, 1), "SYNTAX", put("{app: x}", '{app: "x"}')),
    (put("{app: x}", "{app: x"), (7, 3), "SYNTAX", GOOD),
    (put("{app: x}", "{app: “x”}"), (6, 13), "SMART_QUOTES", put("{app: x}", '{app: "x"}')),
    (f"```yaml\n{GOOD}```\n", (1, 1), "PASTED", GOOD),
    (f"$ kubectl apply -f - <<EOF\n{GOOD}EOF\n", (1, 1), "PASTED", GOOD),
    (put("80", "{{ .Values.port }}"), (8, 11), "TEMPLATE", ""),
    (f"{GOOD}...\n{GOOD}", (10, 1), "IGNORED_TEXT", f"{GOOD}---\n{GOOD}"),
    (f"{GOOD}---foo\n{GOOD}", (9, 1), "BAD_DOCUMENT_SEPARATOR", f"{GOOD}---\n{GOOD}"),
    (f"%YAML 1.1\n---\n{GOOD}", (2, 1), "SYNTAX", f"---\n{GOOD}"),
    (put("x}", "a\x07b}"), (6, 20), "ENCODING", put("x}", "ab}")),
    (put("kind: Service\n", ""), (1, 1), "MISSING_KIND", GOOD),
    (put("apiVersion: v1 # the core\n", ""), (1, 1), "MISSING_VERSION", put(" # the core", "")),
    (put("kind:", "Kind:"), (2, 1), "MISSING_KIND", GOOD),
    (put("apiVersion:", "apiversion:"), (1, 1), "MISSING_VERSION", GOOD),
    (put("kind: Service", "kind: 5"), (2, 7), "kind-not-text", GOOD),
    (put("Service", "service"), (2, 7), "unknown-kind", GOOD),
    (put("Service", "svc"), (2, 7), "unknown-kind", GOOD),
    (put("v1", "apps/v1"), (1, 13), "unknown-version", GOOD),
    (put("Service", "Secret"), (2, 7), "not-simulated", ""),
    ("hello\n", (1, 1), "NOT_AN_OBJECT", ""),
    ("- apiVersion: v1\n  kind: Service\n", (1, 1), "NOT_AN_OBJECT", "  apiVersion: v1\n  kind: Service\n"),
    (put("port: 80", "prot: 80"), (8, 5), "unknown-field", GOOD),
    (put("  ports:\n  - port: 80", "    ports:\n    - port: 80"), (7, 5), "INDENT", GOOD),
    (put("80\n", "80\n    type: NodePort\n"), (9, 5), "moved-field", put("80\n", "80\n  type: NodePort\n")),
    (put("  - port", "    port"), (8, 5), "type.list", put("  - port", "    - port")),
    (put("  name", "- name"), (4, 1), "type.map", GOOD),
    (put("80\n", "80\n    protocol: tcp\n"), (9, 15), "NOT_SUPPORTED", put("80\n", "80\n    protocol: TCP\n")),
    (put("80\n", "80\n    nodePort: 30080\n"), (9, 15), "node-port-type",
     put("80\n", "80\n    nodePort: 30080\n") + "  type: NodePort\n"),
    (put("web", "My_Web"), (4, 9), "name", put("web", "my-web")),
    (put("80", "70000"), (8, 11), "INVALID", ""),
    (f"{HEAD}spec: {{}}\n", (5, 1), "REQUIRED", f"{HEAD}spec:\n  ports:\n  - port: 80\n    targetPort: 8080\n"),
    (f"{GOOD}  - port: 443\n", (8, 5), "port-names",
     put("- port: 80\n", "- name: http\n    port: 80\n  - name: https\n    port: 443\n")),
    (f"{POOL}  addresses: 10.0.0.0/24\n", (5, 14), "type.list", f"{POOL}  addresses: [10.0.0.0/24]\n"),
    (f"{POOL}  addresses: [10.0.0.0/24]\n  autoAssign: 'no'\n", (6, 15), "type.boolean",
     f"{POOL}  addresses: [10.0.0.0/24]\n  autoAssign: false\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "code", "mended"), SLIPS)
def test_a_slip_has_its_place_its_code_and_its_fix(text: str, place: tuple[int, int], code: str, mended: str) -> None:
    fault = diagnose(text)[0]
    assert ((fault.line, fault.column), fault.code) == (place, code)
    assert [fix.text for fix in repairs_at(text, fault, "en")][:1] == ([mended] if mended else [])


@pytest.mark.parametrize(("text", "code"), [(text, code) for text, _, code, _ in SLIPS])
@pytest.mark.parametrize("locale", words.LOCALES)
def test_a_slip_is_told_in_both_languages(text: str, code: str, locale: str) -> None:
    for fault in diagnose(text, locale):
        said = fault.advice or fault.message
        assert "{" not in said.replace("{{ .Values.port }}", "").replace("{app", "").replace("{ }", "").replace(
            "[{port: 80, targetPort: 8080}]", ""
        ), said


def test_the_words_name_what_was_seen_and_what_to_do() -> None:
    told = {code: diagnose(text)[0] for text, _, code, _ in SLIPS}
    assert told["text-wanted.truth"].advice == 'Without quotes, on reads as true, and app takes text. Write "on".'
    assert told["DUPLICATE_KEY"].message == (
        '"type" stands twice, in lines 9 and 10. kubectl keeps the last one in silence. Keep one.'
    )
    assert told["MISSING_KIND"].message == "error validating data: kind not set"
    assert told["NOT_AN_OBJECT"].message == "error validating data: invalid object to validate"
    assert told["not-simulated"].message == 'no matches for kind "Secret" in version "v1"'
    assert told["type.list"].message == (
        'spec.addresses: Invalid value: "string": spec.addresses in body must be of type array: "string"'
    )


def test_a_kind_in_small_letters_gets_the_servers_words() -> None:
    assert diagnose(put("Service", "service"))[0].message == (
        'service in version "v1" cannot be handled as a Service: no kind "service" is registered for version "v1" '
        'in scheme "pkg/api/legacyscheme/scheme.go:30"'
    )


def test_both_lines_of_a_duplicate_are_marked() -> None:
    found = diagnose(f"{GOOD}  type: A\n  type: NodePort\n")
    assert [(one.line, one.column, one.end_column) for one in found] == [(9, 3, 7), (10, 3, 7)]


def test_an_object_without_apiversion_and_kind_lacks_both() -> None:
    text = put("apiVersion: v1 # the core\nkind: Service\n", "")
    assert [one.code for one in diagnose(text)] == ["MISSING_VERSION", "MISSING_KIND"]


def test_the_fixes_of_all_faults_are_offered_and_all_at_once_last() -> None:
    text = put("port: 80", 'prot: "80"').replace("Service", "service").replace("{app: x}", "{app: y}")
    found = repairs_of(text, diagnose(text), "en")
    assert [fix.title for fix in found] == [
        "Line 2: replace service with Service",
        "Line 6: put quotes around y",
        "Line 8: rename prot to port",
        "All of these that fit together",
    ]
    assert found[-1].id == "repair.all"
    assert found[-1].text == put("{app: x}", '{app: "y"}')


def test_one_fault_has_no_fix_for_all() -> None:
    text = put("Service", "service")
    assert [fix.id for fix in repairs_of(text, diagnose(text), "en")] == ["repair.replace-value"]
