"""What is wrong with a manifest, in Korean: what was seen, why, what to do; kubectl's own line stands above."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        # The text, by the codes of tutor.manifest
        "fault.SYNTAX": "이 부분은 YAML이 아닙니다. 이 줄과 윗줄을 수업의 예와 견주어 보십시오.",
        "fault.SYNTAX.start": "값은 이 글자로 시작할 수 없습니다. 값을 따옴표로 묶으십시오.",
        "fault.SYNTAX.colon": "키 뒤에 콜론(:)이 없습니다. 윗줄도 살펴보십시오.",
        "fault.SYNTAX.item": "목록의 항목은 키 아래에 새 줄로 시작해야 합니다.",
        "fault.SYNTAX.quote": "따옴표를 열고 닫지 않았습니다. 같은 줄에서 닫으십시오.",
        "fault.SYNTAX.bracket": "괄호를 연 뒤에 다른 것이 있습니다. 괄호를 닫거나 글을 따옴표로 묶으십시오.",
        "fault.SYNTAX.brace": "중괄호를 열고 닫지 않았거나 항목 사이에 쉼표가 없습니다.",
        "fault.SYNTAX.bracket-open": "대괄호를 열고 닫지 않았거나 항목 사이에 쉼표가 없습니다.",
        "fault.SYNTAX.escape": "큰따옴표 안의 역슬래시는 이스케이프의 시작입니다. 작은따옴표를 쓰거나 역슬래시를 두 번 쓰십시오.",
        "fault.SYNTAX.directive": "kubectl에는 %YAML 줄이 필요하지 않습니다. 지우십시오.",
        "fault.INDENT.tab": "탭으로 들여썼습니다. YAML의 들여쓰기에는 공백만 쓸 수 있습니다.",
        "fault.INDENT.keys": "같은 묶음의 키는 같은 칸에서 시작해야 합니다. 위아래 줄과 들여쓰기를 견주어 보십시오.",
        "fault.INDENT.items": "목록의 항목은 모두 같은 칸에서 '-'로 시작해야 합니다. 들여쓰기를 확인하십시오.",
        "fault.INDENT.deeper": "콜론이 하나 더 있습니다. 너무 깊이 들여썼거나 윗줄에 콜론이 빠졌는지 확인하십시오.",
        "fault.TEMPLATE": "템플릿이 채워지지 않았습니다. kubectl은 템플릿을 모르므로 값을 직접 쓰십시오.",
        "fault.PASTED": "매니페스트가 아닌 줄입니다. 복사할 때 딸려 왔으니 지우십시오.",
        "fault.ENCODING": "UTF-8로 된 글이 아닙니다. 파일을 UTF-8로 저장하십시오.",
        "fault.ENCODING.invisible": "보이지 않는 글자가 있습니다. 그 글자를 지우거나 파일을 UTF-8로 저장하십시오.",
        "fault.EMPTY": "파일에 오브젝트가 없습니다. 오브젝트를 쓰거나 맞는 파일을 열었는지 확인하십시오.",
        "fault.TOO_LARGE": "파일이 {limit}바이트보다 큽니다. 답에 필요한 오브젝트만 남기십시오.",
        "fault.TOO_DEEP": "값이 {limit}단계보다 깊습니다. 괄호가 되풀이되었는지 확인하십시오.",
        "fault.TOO_MANY_NODES": "앵커와 별칭을 펼치면 값이 너무 많습니다. 풀어 쓰거나 줄이십시오.",
        "fault.TOO_MANY_DOCUMENTS": "문서가 {limit}개보다 많습니다. 답에 필요한 오브젝트만 남기십시오.",
        "fault.ALIAS_CYCLE": "앵커가 자기 자신을 가리킵니다. 값을 풀어 쓰십시오.",
        "fault.NOT_JSON": "쿠버네티스는 오브젝트를 JSON으로 보관하는데, JSON에는 이런 값이 없습니다."
        " 숫자로 쓰거나 따옴표로 묶으십시오.",
        "fault.BAD_DOCUMENT_SEPARATOR": "---로 시작하는 줄은 문서를 나눕니다. 그 뒤에는 주석만 쓸 수 있습니다.",
        "fault.JSON": "중괄호로 시작하는 파일은 JSON으로 읽습니다. 쉼표와 따옴표를 확인하십시오.",
        "fault.NBSP": "공백 자리에 줄 바꿈 없는 공백(NBSP)이 있고, kubectl은 이것을 글자로 읽습니다. 보통 공백으로 바꾸십시오.",
        "fault.SMART_QUOTES": "YAML에서 둥근 따옴표는 글자일 뿐입니다. 곧은 따옴표로 바꾸십시오.",
        "fault.IGNORED_TEXT": 'kubectl은 "..." 뒤를 읽지 않습니다. 문서는 --- 줄로 나누십시오.',
        "fault.DUPLICATE_KEY": '"{key}" 키가 {first}번째 줄과 {second}번째 줄에 있으며, 뒤의 것만 남습니다. 하나를 지우십시오.',
        "fault.BOOLEAN_WORD": "따옴표가 없으면 {seen} 값은 불리언 {value}입니다. 글자로 쓰려면 따옴표로 묶으십시오.",
        "fault.NUMBER_FORM": "{seen} 값은 숫자 {value}입니다. 숫자를 그대로 쓰거나, 글자로 쓰려면 따옴표로 묶으십시오.",
        "fault.MISSING_SPACE": '"{seen}" 전체가 하나의 글입니다. 키와 값으로 쓰려면 콜론 뒤에 공백을 넣으십시오.',
        "fault.MISSING_DASH_SPACE": "\"{seen}\" 키에 '-'가 포함되었습니다. '-' 뒤에 공백을 넣으십시오.",
        # Names and types, before any rule
        "fault.unknown-kind": "{version}에는 {kind} 종류가 없습니다. kind와 apiVersion의 철자를 확인하십시오.",
        "fault.unknown-kind.near": "{kind} 종류는 없습니다. 혹시 {near}입니까? 대소문자도 구별합니다.",
        "fault.unknown-version": "{version}에는 {kind} 종류가 없습니다. 맞는 apiVersion: {near}",
        "fault.unknown-field": "{owner}에는 {name} 필드가 없습니다. 철자가 맞는지, 다른 곳에 쓸 필드인지 확인하십시오.",
        "fault.unknown-field.near": "{owner}에는 {name} 필드가 없습니다. 혹시 {near}입니까? 대소문자도 구별합니다.",
        "fault.unknown-field.elsewhere": "{owner}에는 {name} 필드가 없습니다. 이 필드의 자리는 {place}입니다. 들여쓰기를"
        " 확인하십시오.",
        "fault.text-wanted": "글자를 받는 필드인데, 따옴표가 없으면 YAML은 이 값을 글자로 읽지 않습니다. 따옴표로 묶으십시오.",
        "fault.number-wanted": "숫자를 받는 필드인데, 따옴표로 묶은 값은 글자입니다. 따옴표를 벗기십시오.",
        "fault.type.integer": "정수를 받는 필드입니다.",
        "fault.type.boolean": "true 또는 false를 따옴표 없이 받는 필드입니다.",
        "fault.type.list": "목록을 받는 필드입니다. 항목마다 새 줄에서 '-'와 공백으로 시작하십시오.",
        "fault.type.map": "하위 필드를 받는 필드입니다. 값이나 '-' 없이, 아래 줄에 한 줄씩 들여쓰십시오.",
        "fault.type": "다른 형식의 값을 받는 필드입니다. 형식: {type}",
        # The server's rules
        "fault.REQUIRED": "빠진 것이 있습니다. 여기에는 {name} 필드가 꼭 필요하니 추가하십시오.",
        "fault.INVALID": "{name} 필드에 쓸 수 없는 값입니다. 값을 고치십시오.",
        "fault.DUPLICATE": "같은 것이 두 번 있습니다. 하나를 고치거나 지우십시오.",
        "fault.FORBIDDEN": "{name} 필드는 다른 필드와 함께 이렇게 쓸 수 없습니다. 이 필드를 지우거나 다른 필드를 고치십시오.",
        "fault.NOT_SUPPORTED": "{name} 필드에는 정해진 낱말만 쓸 수 있습니다. 대소문자도 구별합니다.",
        "fault.NOT_SUPPORTED.near": "{name} 필드에는 정해진 낱말만 쓸 수 있습니다. 혹시 {near}입니까? 대소문자도 구별합니다.",
        "fault.TOO_LONG": "{name} 필드의 값이 너무 깁니다. 줄이십시오.",
        "fault.TOO_MANY": "항목이 너무 많습니다. 줄이십시오.",
        "fault.INTERNAL": "쿠버네티스가 이 값을 판단하지 못했습니다. 더 간단히 쓰십시오.",
        "fault.NOT_FOUND": "가리키는 대상이 없습니다. 이름을 확인하십시오.",
        "fault.TYPE_INVALID": "{name} 필드와 값의 형식이 다릅니다.",
        "fault.port-names": "포트가 둘 이상이면 서로 구별할 수 있도록 포트마다 이름이 있어야 합니다.",
        "fault.label": "레이블의 값에는 영문자, 숫자, '-', '_', '.'만 쓸 수 있고, 처음과 끝은 영문자나 숫자이며 63자까지입니다.",
        "fault.template-labels": "셀렉터가 자기 템플릿의 파드를 찾지 못합니다. 셀렉터가 찾는 레이블을 템플릿에 넣으십시오.",
        "fault.limits": "쓸 수 있는 값: {limits}.",
        "fault.example": "예: {example}",
    }
)
