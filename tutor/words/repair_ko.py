"""What a quick fix does, in Korean: ids start with `repair.`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "repair.add-space": "{line}번째 줄: {seen}에 빠진 공백을 넣습니다.",
        "repair.curly-quotes": "둥근 따옴표를 곧은 따옴표로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.name-ports": "포트에 이름을 붙입니다: {names}",
        "repair.no-break-spaces": "줄 바꿈 없는 공백(NBSP)을 보통 공백으로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.quote": "{line}번째 줄: {seen} 값을 따옴표로 묶습니다.",
        "repair.remove-duplicate": "{line}번째 줄: {other}번째 줄에도 있는 {key} 필드를 지웁니다.",
        "repair.remove-pasted": "복사할 때 딸려 온 줄을 지웁니다({line}번째 줄부터 {count}줄).",
        "repair.rename-key": "{line}번째 줄: {was} 필드의 이름을 바꿉니다. 새 이름: {to}",
        "repair.replace-value": "{line}번째 줄: {was} 값을 바꿉니다. 새 값: {to}",
        "repair.set-value": "{line}번째 줄: {path} 필드의 값을 정합니다. 값: {value}",
        "repair.tabs": "들여쓰기의 탭을 공백으로 바꿉니다({line}번째 줄부터 {count}곳).",
        "repair.unquote": "{line}번째 줄: {seen} 값의 따옴표를 벗깁니다.",
    }
)
