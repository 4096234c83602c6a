"""Faults are found while one types, under the words that are wrong."""

from __future__ import annotations

from tests.sample_pack import STARTER
from tutor.session.diagnose import diagnose


def found(text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.message) for one in diagnose(text)]


def test_a_good_manifest_has_no_faults() -> None:
    assert found(STARTER) == []


def test_what_the_server_fills_in_before_it_looks_is_not_missing() -> None:
    assert found(STARTER.replace("spec:\n", "spec:\n  type: LoadBalancer\n  externalTrafficPolicy: Local\n", 1)) == []


def test_an_unknown_field_is_marked_at_its_key() -> None:
    assert found(STARTER.replace("targetPort", "targetport")) == [(8, 5, 'unknown field "spec.ports[0].targetport"')]


def test_a_wrong_type_is_marked_at_its_value() -> None:
    wrong = found(STARTER.replace("port: 80\n", "port: eighty\n"))
    assert [(line, column) for line, column, _ in wrong] == [(7, 11)]
    assert "cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32" in wrong[0][2]


def test_a_rule_of_the_server_is_marked_at_the_value_that_breaks_it() -> None:
    assert found(STARTER.replace("port: 80\n", "port: 70000\n")) == [
        (7, 11, "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive")
    ]


def test_all_faults_show_at_once() -> None:
    text = STARTER.replace("port: 80\n", "port: 0\n").replace("targetPort: 8080", 'targetPort: "8080"')
    assert [line for line, _, _ in found(text)] == [7, 8]


def test_an_item_of_a_list_has_its_own_place() -> None:
    item = "- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n  spec: {porst: []}\n"
    text = f"apiVersion: v1\nkind: List\nitems:\n{item}"
    assert (7, 10, 'unknown field "spec.porst"') in found(text)


def test_text_that_is_no_yaml_is_marked_where_reading_ends() -> None:
    assert [line for line, _, _ in found("a: 1\nb: [1, 2\nc: 3\n")] != []


def advice(text: str, locale: str) -> list[tuple[str, str]]:
    return [(one.message, one.advice) for one in diagnose(text, locale)]


def test_a_field_that_is_misspelt_names_the_nearest_one() -> None:
    wrong = STARTER.replace("targetPort", "targetport")
    said = 'unknown field "spec.ports[0].targetport"'
    assert advice(wrong, "en") == [(said, "ports has no field targetport. Did you mean targetPort? Capitals count.")]
    assert advice(wrong, "ko") == [
        (said, "ports에는 targetport 필드가 없습니다. 혹시 targetPort입니까? 대소문자도 구별합니다.")
    ]


def test_a_field_that_is_indented_too_far_is_told_its_place() -> None:
    wrong = STARTER.replace("  selector:\n    app", "    selector:\n      app")
    assert [text for _, text in advice(wrong, "en")] == [
        "ports has no field selector; there is one at spec.selector. Is this line indented too far, or not far enough?"
    ]


def test_a_broken_rule_says_what_the_field_takes() -> None:
    assert [text for _, text in advice(STARTER.replace("port: 80\n", "port: 70000\n"), "ko")] == [
        "port 필드에 쓸 수 없는 값입니다. 값을 고치십시오. 쓸 수 있는 값: 1-65535. 예: port: 80"
    ]


def test_a_kind_that_no_api_has_is_found_and_one_that_only_this_cluster_lacks_is_named_as_such() -> None:
    assert advice("apiVersion: v1\nkind: Servise\n", "en") == [
        ('no matches for kind "Servise" in version "v1"',
         "The cluster knows no kind Servise. Did you mean Service? Capitals count."),
    ]  # fmt: skip
    assert advice("apiVersion: v1\nkind: Secret\n", "en") == [
        ('no matches for kind "Secret" in version "v1"',
         "Kubernetes has Secret, but this practice cluster does not. A course on Services gets along without it."),
    ]  # fmt: skip


def test_text_that_is_no_yaml_keeps_kubectls_line_over_our_words() -> None:
    said, told = advice(STARTER.replace("  - port", "\t- port"), "ko")[0]
    assert said == "error converting YAML to JSON: yaml: line 7: found character that cannot start any token"
    assert told == "탭으로 들여썼습니다. YAML의 들여쓰기에는 공백만 쓸 수 있습니다."


def test_the_cause_of_an_error_at_its_place_is_told_with_it() -> None:
    wrong = diagnose(STARTER.replace("name: testapp", "name:testapp"), "en")
    assert [(one.line, one.code, one.severity) for one in wrong] == [(4, "MISSING_SPACE", "error")]
    assert wrong[0].message.startswith("json: cannot unmarshal string into Go struct field Service.metadata")


def test_a_field_whose_name_is_mistyped_is_not_told_to_be_missing_too() -> None:
    assert [one.code for one in diagnose(STARTER.replace("ports:", "porst:"))] == ["unknown-field"]
    assert [
        one.code for one in diagnose(STARTER.replace("  - port: 80", "  -port: 80").replace("    target", "  target"))
    ] == [
        "MISSING_DASH_SPACE",
        "moved-field",
    ]
    assert [one.code for one in diagnose(STARTER.replace("port: 80\n", "prot: 80\n"))] == ["unknown-field"]
