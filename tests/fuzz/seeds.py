"""Manifests to start from, one a kind, each accepted as it stands."""

from __future__ import annotations

from pathlib import Path

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: testapp-svc-named
  labels: {app: testapp}
spec:
  type: NodePort
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP: {timeoutSeconds: 60}
  ports:
  - name: port-http
    port: 80
    targetPort: testapp-http
    nodePort: 30000
  - name: port-https
    port: 443
    targetPort: 8443
    protocol: TCP
  selector:
    app: testapp-rs
"""
REPLICA_SET = """\
apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: testapp-replicaset
spec:
  replicas: 3
  selector:
    matchLabels:
      app: testapp-rs
    matchExpressions:
    - {key: app, operator: In, values: [testapp-rs]}
  template:
    metadata:
      labels:
        app: testapp-rs
    spec:
      containers:
      - name: testapp
        image: c1t1d0s7/myweb
        ports:
        - name: testapp-http
          containerPort: 8080
        readinessProbe:
          httpGet: {path: /, port: testapp-http}
          periodSeconds: 2
        env:
        - {name: MODE, value: "1"}
        resources:
          requests: {cpu: 100m, memory: 64Mi}
"""
POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: client
  labels: {app: client}
  annotations: {note: "a: b"}
spec:
  hostname: client
  subdomain: svc
  restartPolicy: Always
  dnsPolicy: None
  dnsConfig:
    nameservers: [10.233.0.3]
    options: [{name: ndots, value: "2"}]
  tolerations:
  - {key: a, operator: Exists, effect: NoSchedule}
  initContainers:
  - {name: wait, image: busybox, command: [sh, -c, "true"]}
  containers:
  - name: sh
    image: curlimages/curl
    args: [sleep, infinity]
    livenessProbe:
      exec: {command: [cat, /tmp/alive]}
    volumeMounts:
    - {name: tmp, mountPath: /tmp}
  volumes:
  - name: tmp
    emptyDir: {}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 25%, maxUnavailable: 1}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
"""
SLICE = """\
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: db-1
  labels: {kubernetes.io/service-name: db}
addressType: IPv4
endpoints:
- addresses: [192.168.56.50]
  conditions: {ready: true}
ports:
- {name: sql, port: 3306, protocol: TCP}
---
apiVersion: v1
kind: Endpoints
metadata: {name: db}
subsets:
- addresses: [{ip: 192.168.56.50}]
  ports: [{port: 3306}]
"""
LIST = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Namespace
  metadata: {name: team-a}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings, namespace: default}
  data: {key: "value"}
"""
SEEDS = (SERVICE, REPLICA_SET, POD, DEPLOYMENT, SLICE, LIST)


def answers(pack: Path) -> list[str]:
    """The solutions and the proofs of a pack's lessons: what people hand in."""
    return [path.read_text(encoding="utf-8") for path in sorted(pack.rglob("*.yaml")) if _handed_in(path)]


def _handed_in(path: Path) -> bool:
    return path.name in ("solution.yaml", "starter.yaml") or path.parent.name == "proof"
