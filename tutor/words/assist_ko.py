"""What the editor says of a field, in Korean; `assist.fact.` and a default or limit of `tutor.api.facts`."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "assist.default": "기본값",
        "assist.required": "필수",
        "assist.values": "쓸 수 있는 값",
        "assist.limits": "범위",
        "assist.example": "예",
        "assist.fields": "하위 필드",
        "assist.yes": "꼭 써야 합니다",
        "assist.top.apiVersion": "종류가 속한 API의 버전입니다. Service와 Pod는 v1, ReplicaSet과 Deployment는 apps/v1입니다.",
        "assist.top.kind": "매니페스트가 나타내는 오브젝트의 종류입니다. Service, Pod, ReplicaSet, Deployment 등이 있습니다.",
        "assist.snippet": "문서 전체",
        "assist.fact.0 and up": "0 이상",
        "assist.fact.1 MiB in all": "모두 합쳐 1 MiB",
        "assist.fact.1 and up": "1 이상",
        "assist.fact.1-65535, or the name of a container port": "1-65535, 또는 컨테이너 포트의 이름",
        "assist.fact.1-86400 seconds": "1-86400초",
        "assist.fact.256 KiB in all": "모두 합쳐 256 KiB",
        "assist.fact.a-z, 0-9, '-', '.'; at most 253 characters": "영문 소문자, 숫자, '-', '.'; 253자까지",
        "assist.fact.a-z, 0-9, '-'; at least one letter; at most 15 characters": "영문 소문자, 숫자, '-'; 영문자 하나 이상; 15자까지",
        "assist.fact.a-z, 0-9, '-'; at most 63 characters": "영문 소문자, 숫자, '-'; 63자까지",
        "assist.fact.an address of the Service range, or None": "서비스 주소 범위의 주소, 또는 None",
        "assist.fact.at most 3": "3개까지",
        "assist.fact.at most 32": "32개까지",
        "assist.fact.at most 1000": "1000개까지",
        "assist.fact.at most 20000": "20000개까지",
        "assist.fact.at most two, one a family": "주소 체계마다 하나씩, 두 개까지",
        "assist.fact.the same as port": "port와 같은 값",
        "assist.fact.values: at most 63 characters": "값: 63자까지",
    }
)
