"""What each field takes: default, limits and one example, one row a field.

Keyed by type and JSON name (`ServicePort.targetPort`), so that one row serves every place where the type appears.
The words stand in `tutor.words` under the same key.
"""

from __future__ import annotations

from tutor.values import frozen


@frozen
class Facts:
    """What may stand in a field; empty where there is nothing to say."""

    default: str = ""
    limits: str = ""
    example: str = ""
    values: tuple[str, ...] = ()
    required: bool = False


def _one_of(*values: str, default: str = "", required: bool = False) -> Facts:
    return Facts(values=values, default=default, example=default or values[0], required=required)


_PROTOCOL = _one_of("TCP", "UDP", "SCTP", default="TCP")
_PORT = "1-65535"
_LABEL = "a-z, 0-9, '-'; at most 63 characters"
_SUBDOMAIN = "a-z, 0-9, '-', '.'; at most 253 characters"
_PORT_NAME = "a-z, 0-9, '-'; at least one letter; at most 15 characters"
_NOT_NEGATIVE = "0 and up"
_FROM_ONE = "1 and up"
_PORT_OR_NAME = f"{_PORT}, or the name of a container port"

FACTS: dict[str, Facts] = {
    "ObjectMeta.name": Facts(limits=_SUBDOMAIN, example="web", required=True),
    "ObjectMeta.generateName": Facts(example="web-"),
    "ObjectMeta.namespace": Facts(default="default", limits=_LABEL, example="team-a"),
    "ObjectMeta.labels": Facts(limits="values: at most 63 characters", example="{app: web}"),
    "ObjectMeta.annotations": Facts(limits="256 KiB in all", example='{note: "any text"}'),
    "ObjectMeta.finalizers": Facts(example="[example.com/clean-up]"),
    "ObjectMeta.ownerReferences": Facts(),
    "LabelSelector.matchLabels": Facts(example="{app: web}"),
    "LabelSelector.matchExpressions": Facts(example="[{key: app, operator: In, values: [web, api]}]"),
    "LabelSelectorRequirement.key": Facts(example="app", required=True),
    "LabelSelectorRequirement.operator": _one_of("In", "NotIn", "Exists", "DoesNotExist", required=True),
    "LabelSelectorRequirement.values": Facts(example="[web, api]"),
    "Service.spec": Facts(required=True),
    "ServiceSpec.type": _one_of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName", default="ClusterIP"),
    "ServiceSpec.ports": Facts(example="[{port: 80, targetPort: 8080}]", required=True),
    "ServiceSpec.selector": Facts(example="{app: web}"),
    "ServiceSpec.clusterIP": Facts(limits="an address of the Service range, or None", example="None"),
    "ServiceSpec.clusterIPs": Facts(limits="at most two, one a family", example="[10.233.5.7]"),
    "ServiceSpec.externalIPs": Facts(example="[192.168.56.240]"),
    "ServiceSpec.sessionAffinity": _one_of("None", "ClientIP", default="None"),
    "ServiceSpec.sessionAffinityConfig": Facts(example="{clientIP: {timeoutSeconds: 60}}"),
    "SessionAffinityConfig.clientIP": Facts(example="{timeoutSeconds: 60}"),
    "ClientIPConfig.timeoutSeconds": Facts(default="10800", limits="1-86400 seconds", example="60"),
    "ServiceSpec.loadBalancerIP": Facts(example="192.168.56.200"),
    "ServiceSpec.loadBalancerClass": Facts(example="example.com/lb"),
    "ServiceSpec.loadBalancerSourceRanges": Facts(example="[203.0.113.0/24]"),
    "ServiceSpec.allocateLoadBalancerNodePorts": _one_of("true", "false", default="true"),
    "ServiceSpec.externalName": Facts(limits=_SUBDOMAIN, example="db.example.com"),
    "ServiceSpec.externalTrafficPolicy": _one_of("Cluster", "Local", default="Cluster"),
    "ServiceSpec.internalTrafficPolicy": _one_of("Cluster", "Local", default="Cluster"),
    "ServiceSpec.healthCheckNodePort": Facts(limits="30000-32767", example="32000"),
    "ServiceSpec.publishNotReadyAddresses": _one_of("false", "true", default="false"),
    "ServiceSpec.ipFamilies": Facts(limits="IPv4, IPv6", example="[IPv4]"),
    "ServiceSpec.ipFamilyPolicy": _one_of("SingleStack", "PreferDualStack", "RequireDualStack", default="SingleStack"),
    "ServiceSpec.trafficDistribution": _one_of("PreferSameZone", "PreferSameNode", "PreferClose"),
    "ServicePort.name": Facts(limits=_LABEL, example="http"),
    "ServicePort.protocol": _PROTOCOL,
    "ServicePort.appProtocol": Facts(example="kubernetes.io/h2c"),
    "ServicePort.port": Facts(limits=_PORT, example="80", required=True),
    "ServicePort.targetPort": Facts(default="the same as port", limits=_PORT_OR_NAME, example="8080"),
    "ServicePort.nodePort": Facts(limits="30000-32767", example="30080"),
    "PodSpec.containers": Facts(example="[{name: web, image: nginx}]", required=True),
    "PodSpec.initContainers": Facts(example="[{name: wait, image: busybox}]"),
    "PodSpec.restartPolicy": _one_of("Always", "OnFailure", "Never", default="Always"),
    "PodSpec.terminationGracePeriodSeconds": Facts(default="30", limits=_NOT_NEGATIVE, example="5"),
    "PodSpec.nodeName": Facts(example="kube-node1"),
    "PodSpec.nodeSelector": Facts(example="{disk: ssd}"),
    "PodSpec.hostname": Facts(limits=_LABEL, example="db-0"),
    "PodSpec.subdomain": Facts(limits=_LABEL, example="db"),
    "PodSpec.hostNetwork": _one_of("false", "true", default="false"),
    "PodSpec.dnsPolicy": _one_of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None", default="ClusterFirst"),
    "PodSpec.dnsConfig": Facts(example="{options: [{name: ndots, value: '2'}]}"),
    "PodSpec.enableServiceLinks": _one_of("true", "false", default="true"),
    "PodSpec.readinessGates": Facts(example="[{conditionType: example.com/ready}]"),
    "PodSpec.tolerations": Facts(example="[{key: node-role.kubernetes.io/control-plane, operator: Exists}]"),
    "Container.name": Facts(limits=_LABEL, example="web", required=True),
    "Container.image": Facts(example="c1t1d0s7/myweb"),
    "Container.command": Facts(example="[sleep, infinity]"),
    "Container.args": Facts(example="[--http-port=8080]"),
    "Container.ports": Facts(example="[{name: http, containerPort: 8080}]"),
    "Container.env": Facts(example="[{name: MODE, value: test}]"),
    "Container.resources": Facts(example="{requests: {cpu: 100m}}"),
    "Container.imagePullPolicy": _one_of("Always", "IfNotPresent", "Never", default="IfNotPresent"),
    "Container.readinessProbe": Facts(example="{httpGet: {path: /, port: 8080}}"),
    "Container.livenessProbe": Facts(example="{tcpSocket: {port: 8080}}"),
    "Container.startupProbe": Facts(example="{httpGet: {path: /, port: 8080}, failureThreshold: 30}"),
    "ContainerPort.name": Facts(limits=_PORT_NAME, example="http"),
    "ContainerPort.containerPort": Facts(limits=_PORT, example="8080", required=True),
    "ContainerPort.hostPort": Facts(limits=_PORT, example="8080"),
    "ContainerPort.protocol": _PROTOCOL,
    "EnvVar.name": Facts(example="MODE", required=True),
    "EnvVar.value": Facts(example='"8080"'),
    "Probe.httpGet": Facts(example="{path: /healthz, port: 8080}"),
    "Probe.tcpSocket": Facts(example="{port: 8080}"),
    "Probe.exec": Facts(example="{command: [cat, /tmp/ready]}"),
    "Probe.initialDelaySeconds": Facts(default="0", limits=_NOT_NEGATIVE, example="5"),
    "Probe.periodSeconds": Facts(default="10", limits=_FROM_ONE, example="2"),
    "Probe.timeoutSeconds": Facts(default="1", limits=_FROM_ONE, example="1"),
    "Probe.successThreshold": Facts(default="1", limits=_FROM_ONE, example="1"),
    "Probe.failureThreshold": Facts(default="3", limits=_FROM_ONE, example="1"),
    "HTTPGetAction.path": Facts(default="/", example="/healthz"),
    "HTTPGetAction.port": Facts(limits=_PORT_OR_NAME, example="8080", required=True),
    "TCPSocketAction.port": Facts(limits=_PORT_OR_NAME, example="8080", required=True),
    "ReplicaSetSpec.replicas": Facts(default="1", limits=_NOT_NEGATIVE, example="3"),
    "ReplicaSetSpec.selector": Facts(example="{matchLabels: {app: web}}", required=True),
    "ReplicaSetSpec.template": Facts(required=True),
    "ReplicaSetSpec.minReadySeconds": Facts(default="0", limits=_NOT_NEGATIVE, example="5"),
    "DeploymentSpec.replicas": Facts(default="1", limits=_NOT_NEGATIVE, example="3"),
    "DeploymentSpec.selector": Facts(example="{matchLabels: {app: web}}", required=True),
    "DeploymentSpec.template": Facts(required=True),
    "DeploymentSpec.strategy": Facts(default="RollingUpdate", example="{type: Recreate}"),
    "DeploymentStrategy.type": _one_of("RollingUpdate", "Recreate", default="RollingUpdate"),
    "StatefulSetSpec.serviceName": Facts(limits=_SUBDOMAIN, example="db"),
    "StatefulSetSpec.replicas": Facts(default="1", limits=_NOT_NEGATIVE, example="3"),
    "StatefulSetSpec.selector": Facts(example="{matchLabels: {app: db}}", required=True),
    "StatefulSetSpec.template": Facts(required=True),
    "DaemonSetSpec.selector": Facts(example="{matchLabels: {app: agent}}", required=True),
    "DaemonSetSpec.template": Facts(required=True),
    "PodTemplateSpec.metadata": Facts(example="{labels: {app: web}}"),
    "PodTemplateSpec.spec": Facts(required=True),
    "Endpoints.subsets": Facts(example="[{addresses: [{ip: 192.168.56.50}], ports: [{port: 5432}]}]"),
    "EndpointSubset.addresses": Facts(example="[{ip: 192.168.56.50}]"),
    "EndpointSubset.notReadyAddresses": Facts(example="[{ip: 192.168.56.51}]"),
    "EndpointSubset.ports": Facts(example="[{port: 5432}]"),
    "EndpointSlice.addressType": _one_of("IPv4", "IPv6", "FQDN", required=True),
    "EndpointSlice.endpoints": Facts(limits="at most 1000", example="[{addresses: [192.168.56.50]}]", required=True),
    "EndpointSlice.ports": Facts(limits="at most 20000", example="[{port: 5432}]"),
    "Endpoint.addresses": Facts(limits="1-100", example="[192.168.56.50]", required=True),
    "Endpoint.conditions": Facts(example="{ready: true}"),
    "Endpoint.hostname": Facts(limits=_LABEL, example="db-0"),
    "Endpoint.nodeName": Facts(example="kube-node1"),
    "EndpointConditions.ready": _one_of("true", "false", default="true"),
    "EndpointConditions.serving": _one_of("true", "false", default="true"),
    "EndpointConditions.terminating": _one_of("false", "true", default="false"),
    "EndpointPort.name": Facts(limits=_LABEL, example="http"),
    "EndpointPort.port": Facts(limits=_PORT, example="8080"),
    "EndpointPort.protocol": _PROTOCOL,
    "ConfigMap.data": Facts(limits="1 MiB in all", example="{key: value}"),
}
