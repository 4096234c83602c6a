"""What the shell itself says, in Korean."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType[str, str](
    {
        "shell.help": """\
kubectl get svc,endpoints,pods  무엇이 있는지 봅니다 (describe, logs도 있습니다)
kubectl apply -f service.yaml   파일을 클러스터에 보냅니다
curl http://10.233.0.1          지금 있는 곳에서 접속합니다 (wget, nc, ping)
ssh kube-node1 [COMMAND]        노드로 들어가거나 명령 하나를 실행합니다
kubectl exec -it POD -- sh      파드로 들어갑니다. exit로 나옵니다
nslookup NAME, dig NAME         이름 서버에 물어봅니다
why                             마지막 접속을 한 단계씩 설명합니다
sleep 5                         클러스터의 시간만 흐릅니다
undo, redo                      마지막 변경을 되돌리거나 다시 합니다
reset                           새 클러스터로 시작합니다""",
        "shell.editor": (
            "{editor} 화면은 여기에서 열 수 없습니다. {file} 파일은 tutor 창의 편집기에서 고치고, 오브젝트는 kubectl edit으로 고칩니다"
        ),
        "shell.screen": "{name}   Ctrl+S 저장   Ctrl+X 나가기",
        "shell.screen-vi": "{name}   i 입력   Esc 명령   :wq 저장하고 나가기   :q! 그냥 나가기",
        "shell.welcome": "노드 {count}개로 된 가상 클러스터입니다. help는 명령 열 개를 보여 주고, Ctrl-D로 나갑니다.",
        "shell.interrupted": "^C  클러스터는 이 줄을 실행하기 전과 같습니다",
        "shell.why-nothing": "아직 접속한 적이 없습니다. curl http://주소 를 먼저 실행한 다음 why를 입력합니다.",
        "shell.undo": "되돌렸습니다: {command}",
        "shell.undo-nothing": "undo: 아직 변경한 것이 없습니다",
        "shell.redo": "다시 했습니다: {command}",
        "shell.redo-nothing": "redo: 되돌린 것이 없습니다",
        "shell.instead-jq": "jq는 설치되어 있지 않습니다. 값 하나는 kubectl -o jsonpath='{{.spec.ports[0].port}}'로 꺼냅니다",
        "shell.instead-helm": "helm은 여기에 없습니다. 매니페스트를 kubectl apply -f FILE로 적용합니다",
        "shell.instead-man": "매뉴얼은 여기에 없습니다. kubectl explain과 --help를 봅니다",
        "shell.instead-tcpdump": "패킷은 볼 수 없습니다. why가 마지막 접속을 한 단계씩 보여 줍니다",
        "shell.instead-conntrack": "연결 추적은 볼 수 없습니다. why가 마지막 접속을 한 단계씩 보여 줍니다",
        "shell.instead-docker": "컨테이너는 노드의 containerd에서 실행됩니다. kubectl get pods -o wide로 어디에 있는지 봅니다",
        "shell.instead-crictl": "컨테이너 런타임은 볼 수 없습니다. kubectl get pods -A -o wide로 노드별 파드를 봅니다",
        "shell.instead-systemctl": "노드의 systemd 서비스는 다룰 수 없습니다. node stop NAME으로 노드를 끕니다",
        "shell.instead-journalctl": "노드의 로그는 볼 수 없습니다. kubectl logs와 kubectl events를 봅니다",
        "shell.more": "--More-- (스페이스: 다음 화면, Enter: 다음 줄, q: 그만)",
    }
)
