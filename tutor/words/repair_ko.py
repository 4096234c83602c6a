"""What a quick fix does, in Korean: ids start with `repair.`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "repair.add-colon": "{line}번째 줄: 빠진 콜론을 넣습니다.",
        "repair.all": "함께 쓸 수 있는 것을 모두 고칩니다.",
        "repair.bare-separator": "{line}번째 줄: --- 뒤를 지웁니다.",
        "repair.close": "{line}번째 줄: {sign} 기호로 닫습니다.",
        "repair.make-list": "{line}번째 줄: 목록으로 만듭니다.",
        "repair.part-documents": "{line}번째 줄: --- 줄로 문서를 나눕니다.",
        "repair.put-value": "{line}번째 줄: 필드를 추가합니다: {path}: {value}",
        "repair.reindent": "{line}번째 줄: 들여쓰기를 {from}칸에서 {to}칸으로 바꿉니다.",
        "repair.remove-control": "보이지 않는 글자를 지웁니다({line}번째 줄부터 {count}곳).",
        "repair.remove-directive": "{line}번째 줄: %로 시작하는 줄을 지웁니다.",
        "repair.remove-tag": "{line}번째 줄: {seen} 태그를 지웁니다.",
        "repair.remove-value": "{line}번째 줄: {name} 필드를 지웁니다.",
        "repair.take-item": "{line}번째 줄: '-'를 지웁니다.",
        "repair.add-space": "{line}번째 줄: {seen}에 빠진 공백을 넣습니다.",
        "repair.curly-quotes": "둥근 따옴표를 곧은 따옴표로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.name-ports": "포트에 이름을 붙입니다: {names}",
        "repair.no-break-spaces": "줄 바꿈 없는 공백(NBSP)을 보통 공백으로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.quote": "{line}번째 줄: {seen} 값을 따옴표로 묶습니다.",
        "repair.remove-duplicate": "{line}번째 줄: {other}번째 줄에도 있는 {key} 필드를 지웁니다.",
        "repair.remove-pasted": "복사할 때 딸려 온 줄을 지웁니다({line}번째 줄부터 {count}줄).",
        "repair.rename-key": "{line}번째 줄: 필드 이름을 바꿉니다: {was} → {to}",
        "repair.replace-value": "{line}번째 줄: 값을 바꿉니다: {was} → {to}",
        "repair.set-value": "{line}번째 줄: 값을 정합니다: {path}: {value}",
        "repair.tabs": "들여쓰기의 탭을 공백으로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.unquote": "{line}번째 줄: {seen} 값의 따옴표를 벗깁니다.",
        "repair.clean": "붙여 넣은 내용을 정리합니다: {seen}",
        "repair.seen.remove-pasted": "프롬프트와 코드 울타리",
        "repair.seen.no-break-spaces": "줄 바꿈 없는 공백(NBSP)",
        "repair.seen.curly-quotes": "둥근 따옴표",
        "repair.seen.tabs": "탭",
        "repair.seen.remove-control": "보이지 않는 글자",
    }
)
