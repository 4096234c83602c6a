"""What the editor's own keys and lists say, in Korean."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "window.key.find": "찾기",
        "window.key.comment": "주석",
        "window.key.difference": "차이",
        "window.key.added": "기본값",
        "window.key.previous_file": "이전 파일",
        "window.about.find": "낱말을 찾습니다. Enter와 화살표로 옮겨 다니고 Esc로 돌아갑니다",
        "window.about.comment": "선택한 줄을 주석으로 바꾸거나 되돌립니다",
        "window.about.difference": "적용하면 클러스터에서 무엇이 바뀌는지 봅니다",
        "window.about.added": "서버가 스스로 채우는 값을 회색으로 보이거나 숨깁니다",
        "window.about.previous_file": "이 수업의 이전 파일을 엽니다",
        "window.editor.find": "찾기",
        "window.editor.not-found": "없습니다",
        "window.editor.no-fix": "여기에는 빠른 수정이 없습니다",
        "window.editor.fixes-off": "서버의 말을 읽고 직접 고치는 수업이어서 빠른 수정이 없습니다",
        "window.editor.pasted": "붙여 넣은 내용에 매니페스트가 아닌 것이 딸려 왔습니다.",
        "window.difference.title": "편집기의 파일과 클러스터의 차이",
        "window.difference.none": "보낼 수 있는 오브젝트가 없습니다. 까닭은 편집기 아래의 잘못된 곳에 나옵니다.",
        "window.difference.how": "- 클러스터에 있는 줄   + 적용하면 생기는 줄   Esc로 닫습니다",
        "window.difference.new": "새로 만듭니다",
        "window.difference.same": "바뀌는 것이 없습니다",
        "window.difference.changed": "바꿉니다",
        "window.difference.refused": "거부됩니다",
    }
)
