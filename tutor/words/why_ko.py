"""Why traffic goes the way it goes, in Korean: `why.` tells one hop, `verdict.` the whole connection."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "why.name-hosts-file": "이곳의 /etc/hosts에 {name} 항목({address})이 있어 네임 서버에 묻지 않습니다.",
        "why.name-search": (
            "{name}에는 점이 {ndots}개보다 적어 /etc/resolv.conf의 검색 목록부터 차례로 묻습니다. 모두 {count}번 물었습니다: {asked}"
        ),
        "why.name-cached": (
            "{node}의 NodeLocal DNSCache가 조금 전에 들은 {name} 응답을 그대로 돌려줍니다. 변경 사항은 최대 5초 늦게 보일 수 있습니다."
        ),
        "why.name-cluster-ip": "CoreDNS 응답: {name} 이름은 서비스 {service}의 ClusterIP {address}입니다.",
        "why.name-headless": (
            "CoreDNS 응답: 서비스 {service}에는 ClusterIP가 없으므로(헤드리스) {name} 이름은 준비된 파드의 주소 {count}개를 직접 알려 "
            "줍니다. 중간에 프록시가 없어 targetPort 변환도 일어나지 않습니다."
        ),
        "why.name-endpoint": "CoreDNS 응답: {name} 이름은 서비스 {service}의 엔드포인트 하나({address})입니다.",
        "why.name-pod": "CoreDNS 응답: {name} 이름은 주소 {address}의 점을 -로 바꾸어 쓴 것입니다.",
        "why.name-alias": (
            "CoreDNS 응답: 서비스 {service}의 종류가 ExternalName이므로 {name} 이름은 {target}의 별칭(CNAME)일 뿐입니다."
        ),
        "why.name-outside": "{name} 이름은 클러스터 바깥의 주소 {address}입니다.",
        "why.name-resolved": "{name} 이름의 조회 결과는 {address}입니다.",
        "why.name-unknown": "네임 서버 {server}에 {name} 이름이 없습니다(NXDOMAIN).",
        "why.name-unknown-service": (
            "네임스페이스 {namespace}에 이름이 {service}인 서비스가 없어 {name} 이름도 없습니다(NXDOMAIN)."
        ),
        "why.name-unknown-namespace": "네임스페이스 {namespace} 자체가 없어 {name} 이름도 없습니다(NXDOMAIN).",
        "why.name-headless-empty": (
            "헤드리스 서비스 {service}에 준비된 엔드포인트가 하나도 없어 {name} 이름이 알려 줄 주소가 없습니다(NXDOMAIN)."
        ),
        "why.name-alias-dead": "서비스 {service}에 따르면 {name} 이름은 {target}의 별칭인데, {target}의 주소를 찾을 수 없습니다.",
        "why.name-alias-to-address": (
            "서비스 {service}의 externalName이 주소처럼 생긴 {target}입니다. 별칭은 이름만 가리킬 수 있으므로 CoreDNS는 {name} 이름에 "
            "답하지 않습니다."
        ),
        "why.name-no-address": "{name} 이름은 있지만 이 종류의 주소가 없습니다.",
        "why.name-cluster-only": "{name} 이름은 클러스터 안의 이름입니다. 클러스터 DNS에는 파드만 묻고, 노드와 노트북은 묻지 않습니다.",
        "why.name-cache-silent": (
            "파드는 NodeLocal DNSCache({server})에 묻는데 {node}에서 이 캐시가 실행되고 있지 않아 {name} 이름에 답하는 곳이 없습니다."
        ),
        "why.name-coredns-silent": (
            "{node}의 NodeLocal DNSCache에 {name} 이름이 남아 있지 않고 CoreDNS({server})에서도 답이 오지 않아 "
            "조회에 실패합니다(SERVFAIL)."
        ),
        "why.name-server-silent": "네임 서버 {server}에 {name} 이름을 물었지만 답이 없습니다.",
        "why.route-loopback": "{address} 주소는 클라이언트 자신이므로 패킷이 밖으로 나가지 않습니다.",
        "why.route-pod": "{address} 주소는 {node}의 파드 {pod}입니다.",
        "why.route-node": "{address} 주소는 노드 {node}입니다.",
        "why.route-announced": "MetalLB: 로컬 네트워크에서 {address} 주소에 응답하는 노드는 {node}입니다.",
        "why.route-static": "라우팅 경로에 따라 {address} 패킷은 {node}에 도착합니다.",
        "why.route-outside": "{address} 주소는 클러스터 바깥의 {name}입니다.",
        "why.route-no-way-to-pods": "{address} 주소는 파드의 주소입니다. 클러스터 안에서만 쓰이며, 바깥에서는 그리로 가는 경로가 없습니다.",
        "why.route-no-way-to-services": (
            "{address} 주소는 ClusterIP입니다(서비스 {service}). 클러스터 안에서만 쓰이며, 바깥에서는 그리로 가는 경로가 없습니다."
        ),
        "why.route-not-announced": (
            "{address} 주소가 서비스 {service}에 할당되었지만, 로컬 네트워크에서 이 주소에 응답하는 노드가 없습니다."
        ),
        "why.route-not-routed": (
            "{address} 주소는 서비스 {service}의 externalIPs에 있지만, 쿠버네티스가 패킷을 그리로 보내 주지는 않습니다. 이 컴퓨터에 노드로 가는 "
            "경로가 없습니다."
        ),
        "why.route-nobody-has": "{address}에서 아무도 응답하지 않습니다.",
        "why.route-no-service-has": "{address} 주소는 ClusterIP 범위에 있지만 이 주소를 가진 서비스가 없습니다.",
        "why.route-node-down": "{node} 노드가 꺼졌거나 네트워크에서 끊어져 {address} 주소에서 아무도 응답하지 않습니다.",
        "why.route-client-gone": "{place}의 상태가 실행 중이 아니어서 연결을 시작할 수 없습니다.",
        "why.service-cluster-ip": (
            "{node}의 kube-proxy에 {address}:{port} 규칙이 있습니다: 서비스 {service}, targetPort {target}."
        ),
        "why.service-node-port": (
            "{node}의 kube-proxy에 노드 포트 {nodeport} 규칙이 있습니다: 서비스 {service}, 포트 {port}, targetPort "
            "{target}."
        ),
        "why.service-load-balancer": (
            "{node}의 kube-proxy에 로드 밸런서 주소 {address}:{port} 규칙이 있습니다: 서비스 {service}, targetPort "
            "{target}."
        ),
        "why.service-external-ip": (
            "{node}의 kube-proxy에 외부 IP {address}:{port} 규칙이 있습니다: 서비스 {service}, targetPort {target}."
        ),
        "why.service-port-unknown": (
            "{address} 주소는 서비스 {service}의 것이지만, 이 서비스의 포트는 {ports}뿐이고 {port}번은 없습니다. {node}에서 바로 거절합니다."
        ),
        "why.service-port-unknown-silent": (
            "{address} 주소는 서비스 {service}의 것이지만, 이 서비스의 포트는 {ports}뿐이고 {port}번은 없습니다. iptables 모드에서는 "
            "{node}에 이 패킷을 받는 규칙이 없어 아무 응답 없이 사라집니다."
        ),
        "why.service-not-proxied": "서비스 {service}에 {label} 레이블이 있어 kube-proxy가 처리하지 않습니다.",
        "why.service-selects-nothing": "서비스 {service}의 레이블 셀렉터({selector})에 맞는 파드가 없어 엔드포인트도 없습니다.",
        "why.service-none-ready": (
            "서비스 {service}의 레이블 셀렉터에 맞는 파드는 {count}개이지만 준비된 파드가 하나도 없어 쓸 수 있는 엔드포인트가 없습니다."
        ),
        "why.service-port-name-unmatched": (
            '서비스 {service}의 targetPort는 컨테이너 포트 이름 "{target}"({protocol})입니다. 선택된 파드에 있는 포트 이름: {found}. '
            "그래서 엔드포인트에 포트가 없습니다."
        ),
        "why.service-without-slices": "서비스 {service}에 레이블 셀렉터가 없고, 직접 만든 엔드포인트슬라이스도 없습니다.",
        "why.service-slices-lack-port": (
            "서비스 {service}의 엔드포인트슬라이스에 이름이 {port}인 포트가 없습니다. 있는 포트 이름: {found}."
        ),
        "why.service-no-endpoints": "서비스 {service}에 응답할 수 있는 엔드포인트가 없습니다.",
        "why.service-no-endpoints-silent": (
            "서비스 {service}에 엔드포인트가 없습니다. iptables 모드의 거절 규칙은 {node} 자신이 {address}에 보내는 패킷을 보지 못하므로 아무 응답 "
            "없이 사라집니다."
        ),
        "why.policy-source-ranges": (
            "서비스 {service}의 loadBalancerSourceRanges는 {ranges}만 허용합니다. {client} 주소는 여기에 없어 패킷을 버립니다."
        ),
        "why.policy-external-local": (
            "externalTrafficPolicy가 Local이므로 연결은 {node}에 있는 서비스 {service}의 엔드포인트로만 갑니다. 클라이언트의 주소가 그대로 "
            "보입니다."
        ),
        "why.policy-external-local-none": (
            "externalTrafficPolicy가 Local이므로 {node}의 엔드포인트만 쓸 수 있는데, 서비스 {service}의 엔드포인트가 이 노드에 없습니다(있는 "
            "곳: {where}). 패킷을 버립니다."
        ),
        "why.policy-external-local-none-refused": (
            "externalTrafficPolicy가 Local이므로 {node}의 엔드포인트만 쓸 수 있는데, 서비스 {service}의 엔드포인트가 이 노드에 없습니다(있는 "
            "곳: {where}). ipvs 모드는 거절합니다."
        ),
        "why.policy-external-short-cut": (
            "externalTrafficPolicy: Local은 {node} 자신과 그 위의 파드가 시작한 연결을 제한하지 않습니다. 서비스 {service}의 모든 "
            "엔드포인트가 응답할 수 있습니다."
        ),
        "why.policy-internal-local": (
            "internalTrafficPolicy가 Local이므로 연결은 {node}에 있는 서비스 {service}의 엔드포인트로만 갑니다."
        ),
        "why.policy-internal-local-none": (
            "internalTrafficPolicy가 Local이므로 {node}의 엔드포인트만 쓸 수 있는데, 서비스 {service}의 엔드포인트가 이 노드에 없습니다(있는 "
            "곳: {where}). 패킷을 버립니다."
        ),
        "why.policy-internal-local-none-refused": (
            "internalTrafficPolicy가 Local이므로 {node}의 엔드포인트만 쓸 수 있는데, 서비스 {service}의 엔드포인트가 이 노드에 없습니다(있는 "
            "곳: {where}). ipvs 모드는 거절합니다."
        ),
        "why.endpoint-only": "{address}:{port}, 하나뿐인 엔드포인트입니다.",
        "why.endpoint-by-turns": "엔드포인트 {count}개 가운데 {address}:{port} 차례입니다({node}의 라운드 로빈).",
        "why.endpoint-by-chance": "{node}에서 엔드포인트 {count}개 가운데 무작위로 고른 것은 {address}:{port}입니다.",
        "why.endpoint-sticky": (
            "sessionAffinity: ClientIP에 따라 {client} 주소는 전에 연결한 엔드포인트 {address}:{port}에 다시 연결됩니다. 지금부터 "
            "{seconds}초 동안 유지됩니다."
        ),
        "why.endpoint-terminating": "준비된 엔드포인트가 없어, 종료 중이지만 아직 요청을 처리하는 {address}:{port}에 연결합니다.",
        "why.left-not-ready": "아직 준비되지 않았습니다.",
        "why.left-terminating": "종료 중이며 더는 요청을 처리하지 않습니다.",
        "why.left-without-port": '"{port}"에 해당하는 포트가 없습니다.',
        "why.left-other-node": "다른 노드({node})에 있습니다.",
        "why.left-other-zone": "다른 영역이나 노드({zone})에 배정되어 있습니다.",
        "why.left-while-ready": "종료 중이고, 준비된 엔드포인트가 따로 있습니다.",
        "why.nat-kept": "서버에는 클라이언트의 주소({client})가 그대로 보입니다.",
        "why.nat-masqueraded": "{node}에서 출발지 주소 {client} 대신 노드의 주소를 씁니다. 서버에 보이는 주소는 {address}입니다.",
        "why.nat-hairpin": (
            "파드가 서비스를 거쳐 자기 자신에게 연결합니다. {node}에서 출발지 주소 {client} 대신 노드의 주소를 쓰므로, 파드에 보이는 주소는 "
            "{address}입니다."
        ),
        "why.nat-leaves-pods": "{client}의 패킷이 파드 네트워크를 벗어나므로 {node}에서 출발지 주소를 노드의 주소({address})로 바꿉니다.",
        "why.process-answers": "{name}의 프로세스가 {address}:{port}에서 기다리고 있다가 {client}의 연결을 받습니다.",
        "why.process-answers-late": (
            "{name}의 프로세스가 {address}:{port}에서 {client}의 연결을 바로 받지만 응답은 {seconds}초 뒤에 보냅니다."
        ),
        "why.process-outside": "{name}({address})의 {port}번 포트가 응답합니다.",
        "why.process-outside-other-host": (
            "{name}({address})의 {port}번 포트가 응답하지만, 이 서버는 사이트를 이름으로 구분하며 {host} 사이트는 없습니다. Host 헤더에는 별칭의 "
            "대상이 아니라 처음에 요청한 이름이 그대로 들어갑니다."
        ),
        "why.process-none": (
            "패킷은 {name}({address})에 도착했지만 {port}번 포트에서 듣는 프로세스가 없습니다. 열려 있는 포트: {listening}. "
            "containerPort를 적어도 포트가 열리지는 않습니다."
        ),
        "why.process-stopped": (
            "패킷은 {name}({address})에 도착했지만 프로세스가 {port}번을 포함해 어느 포트에서도 더는 연결을 기다리지 않습니다."
        ),
        "why.process-none-on-node": "{name}({address})의 {port}번 포트에서 듣는 프로세스가 없습니다.",
        "why.process-none-here": "이 컴퓨터의 {port}번 포트에서 듣는 프로세스가 없습니다.",
        "why.process-pod-gone": "{address} 주소를 가진 파드가 없습니다. 그 주소를 쓰던 파드는 사라졌습니다.",
        "why.ping-answered": "{address}에서 ping에 응답합니다.",
        "why.ping-unreachable": (
            '{address} 주소는 ClusterIP입니다. 이 주소를 가진 기계는 없고 포트만 전달됩니다. {node}에서 "Destination Port '
            'Unreachable"이라고 답합니다.'
        ),
        "why.ping-service-silent": (
            "{address} 주소는 ClusterIP입니다. 이 주소를 가진 기계는 없고 포트만 전달됩니다. {node}에서는 아무도 ping에 응답하지 않습니다."
        ),
        "verdict.name-unknown": "호스트를 찾을 수 없습니다. 네임 서버 {server}에 {name} 이름이 없습니다.",
        "verdict.name-unknown-service": "호스트를 찾을 수 없습니다. 네임스페이스 {namespace}에 이름이 {service}인 서비스가 없습니다.",
        "verdict.name-unknown-namespace": "호스트를 찾을 수 없습니다. 이름이 {namespace}인 네임스페이스가 없습니다.",
        "verdict.name-headless-empty": "호스트를 찾을 수 없습니다. 헤드리스 서비스 {service}에 준비된 엔드포인트가 없습니다.",
        "verdict.name-alias-dead": "호스트를 찾을 수 없습니다. 서비스 {service}의 externalName인 {target}에 주소가 없습니다.",
        "verdict.name-alias-to-address": (
            "호스트를 찾을 수 없습니다. 서비스 {service}의 externalName이 이름이 아니라 주소({target})입니다."
        ),
        "verdict.name-no-address": "호스트를 찾을 수 없습니다. {name} 이름에 주소가 없습니다.",
        "verdict.name-cluster-only": "호스트를 찾을 수 없습니다. 클러스터 안의 이름은 파드에서만 조회할 수 있습니다.",
        "verdict.name-cache-silent": "호스트를 찾을 수 없습니다. {node}의 NodeLocal DNSCache에서 응답이 없습니다.",
        "verdict.name-coredns-silent": "호스트를 찾을 수 없습니다. CoreDNS에서 응답이 없습니다.",
        "verdict.name-server-silent": "호스트를 찾을 수 없습니다. 네임 서버 {server}의 응답이 없습니다.",
        "verdict.route-no-way-to-pods": "시간이 초과되었습니다. 클러스터 바깥에서 파드의 주소로 가는 경로가 없습니다.",
        "verdict.route-no-way-to-services": "시간이 초과되었습니다. ClusterIP는 클러스터 안에서만 쓸 수 있습니다.",
        "verdict.route-not-announced": "시간이 초과되었습니다. {address} 주소에 응답하는 노드가 없습니다.",
        "verdict.route-not-routed": "시간이 초과되었습니다. {address} 주소로 가는 패킷을 노드에 보내는 경로가 없습니다.",
        "verdict.route-nobody-has": "시간이 초과되었습니다. {address}에서 아무도 응답하지 않습니다.",
        "verdict.route-no-service-has": "시간이 초과되었습니다. {address} 주소를 가진 서비스가 없습니다.",
        "verdict.route-node-down": "시간이 초과되었습니다. {node}에서 응답이 없습니다.",
        "verdict.route-client-gone": "시간이 초과되었습니다. {place}의 상태가 실행 중이 아닙니다.",
        "verdict.service-port-unknown": "{node}에서 거절했습니다. 서비스 {service}에 {port}번 포트가 없습니다.",
        "verdict.service-port-unknown-silent": "시간이 초과되었습니다. 서비스 {service}에 {port}번 포트가 없습니다.",
        "verdict.service-not-proxied": "시간이 초과되었습니다. kube-proxy가 서비스 {service}의 트래픽을 처리하지 않습니다.",
        "verdict.service-selects-nothing": "{node}의 kube-proxy가 거절했습니다. 서비스가 선택한 파드가 없습니다.",
        "verdict.service-none-ready": "{node}의 kube-proxy가 거절했습니다. 서비스의 파드 가운데 준비된 것이 없습니다.",
        "verdict.service-port-name-unmatched": "{node}의 kube-proxy가 거절했습니다. 서비스에 포트가 있는 엔드포인트가 없습니다.",
        "verdict.service-without-slices": (
            "{node}의 kube-proxy가 거절했습니다. 서비스에 레이블 셀렉터도 엔드포인트슬라이스도 없습니다."
        ),
        "verdict.service-slices-lack-port": (
            "{node}의 kube-proxy가 거절했습니다. 서비스의 포트를 가진 엔드포인트슬라이스가 없습니다."
        ),
        "verdict.service-no-endpoints": "{node}의 kube-proxy가 거절했습니다. 서비스에 엔드포인트가 없습니다.",
        "verdict.service-no-endpoints-silent": (
            "시간이 초과되었습니다. 서비스에 엔드포인트가 없고, {node} 자신이 보낸 패킷은 거절되지 않습니다."
        ),
        "verdict.policy-source-ranges": (
            "시간이 초과되었습니다. loadBalancerSourceRanges가 {client} 주소를 허용하지 않습니다."
        ),
        "verdict.policy-external-local-none": (
            "시간이 초과되었습니다. externalTrafficPolicy가 Local인데 {node}에 엔드포인트가 없습니다."
        ),
        "verdict.policy-external-local-none-refused": (
            "{node}의 kube-proxy가 거절했습니다. externalTrafficPolicy가 Local인데 이 노드에 엔드포인트가 없습니다."
        ),
        "verdict.policy-internal-local-none": (
            "시간이 초과되었습니다. internalTrafficPolicy가 Local인데 {node}에 엔드포인트가 없습니다."
        ),
        "verdict.policy-internal-local-none-refused": (
            "{node}의 kube-proxy가 거절했습니다. internalTrafficPolicy가 Local인데 이 노드에 엔드포인트가 없습니다."
        ),
        "verdict.process-answers": "{name}의 {port}번 포트가 응답했습니다.",
        "verdict.process-answers-late": "{name}의 {port}번 포트가 {seconds}초 뒤에 응답했습니다.",
        "verdict.process-outside": "클러스터 바깥의 {name}에서 응답했습니다.",
        "verdict.process-outside-other-host": "클러스터 바깥의 {name}에서 응답했지만, 그 서버에 {host} 사이트는 없습니다.",
        "verdict.process-none": "파드 {name}에서 거절했습니다. {port}번 포트에서 듣는 프로세스가 없습니다.",
        "verdict.process-stopped": "파드 {name}에서 거절했습니다. 프로세스가 더는 연결을 기다리지 않습니다.",
        "verdict.process-none-on-node": "{name}에서 거절했습니다. {port}번 포트에서 듣는 프로세스가 없습니다.",
        "verdict.process-none-here": "이 컴퓨터에서 거절했습니다. {port}번 포트에서 듣는 프로세스가 없습니다.",
        "verdict.process-pod-gone": "시간이 초과되었습니다. {address} 주소를 가진 파드가 이제 없습니다.",
        "verdict.ping-answered": "{address}에서 응답합니다.",
        "verdict.ping-unreachable": "도달할 수 없습니다. ClusterIP는 ping에 응답하지 않습니다.",
        "verdict.ping-service-silent": "응답이 없습니다. ClusterIP는 ping에 응답하지 않습니다.",
    }
)
