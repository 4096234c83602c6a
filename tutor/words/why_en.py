"""Why traffic goes the way it goes, in English: `why.` tells one hop, `verdict.` the whole connection."""

from __future__ import annotations

from types import MappingProxyType

WORDS = MappingProxyType(
    {
        "why.name-hosts-file": "{name} stands in /etc/hosts here: {address}. No name server is asked.",
        "why.name-search": (
            "{name} has fewer than {ndots} dots, so the search list of /etc/resolv.conf comes first. "
            "{count} names were asked: {asked}"
        ),
        "why.name-cached": (
            "NodeLocal DNSCache on {node} had heard {name} a moment ago and answers from memory; a "
            "change may show up to 5 seconds late."
        ),
        "why.name-cluster-ip": "CoreDNS: {name} is the ClusterIP of Service {service}, {address}.",
        "why.name-headless": (
            "CoreDNS: Service {service} is headless, so {name} gives the addresses of its ready pods "
            "({count}). No proxy stands between, and targetPort does not translate."
        ),
        "why.name-endpoint": "CoreDNS: {name} is one endpoint of Service {service}, {address}.",
        "why.name-pod": "CoreDNS: {name} is an address written with dashes, {address}.",
        "why.name-alias": (
            "CoreDNS: Service {service} is of type ExternalName, so {name} is only another name (CNAME) for {target}."
        ),
        "why.name-outside": "{name} is a name of the outside world: {address}.",
        "why.name-resolved": "{name} resolves to {address}.",
        "why.name-unknown": "The name server {server} does not know {name} (NXDOMAIN).",
        "why.name-unknown-service": (
            "Namespace {namespace} has no Service {service}, so {name} does not exist (NXDOMAIN)."
        ),
        "why.name-unknown-namespace": ("There is no namespace {namespace}, so {name} does not exist (NXDOMAIN)."),
        "why.name-headless-empty": (
            "Service {service} is headless and has no ready endpoint, so {name} has no address to give (NXDOMAIN)."
        ),
        "why.name-alias-dead": (
            "Service {service} says that {name} is another name for {target}, and {target} has no address."
        ),
        "why.name-alias-to-address": (
            "externalName of Service {service} is {target}, which looks like an address. An alias can "
            "only lead to a name, so CoreDNS has no answer for {name}."
        ),
        "why.name-no-address": "{name} exists but has no address of this kind.",
        "why.name-cluster-only": (
            "{name} is a name of the cluster, and only pods ask the cluster's DNS; nodes and your laptop do not."
        ),
        "why.name-cache-silent": (
            "The pod asks NodeLocal DNSCache ({server}), and on {node} it does not run: nobody answers about {name}."
        ),
        "why.name-coredns-silent": (
            "NodeLocal DNSCache on {node} does not remember {name} and gets no answer from CoreDNS ({server}), "
            "so it fails (SERVFAIL)."
        ),
        "why.name-server-silent": "The name server {server} gave no answer about {name}.",
        "why.route-loopback": "{address} is the client itself: the packet never leaves it.",
        "why.route-pod": "{address} is pod {pod} on {node}.",
        "why.route-node": "{address} is the node {node}.",
        "why.route-announced": "MetalLB: {node} answers for {address} on the local network.",
        "why.route-static": "A route sends {address} to {node}.",
        "why.route-outside": "{address} is {name}, outside the cluster.",
        "why.route-no-way-to-pods": (
            "{address} is a pod's address. It exists only inside the cluster; from outside no route leads there."
        ),
        "why.route-no-way-to-services": (
            "{address} is a ClusterIP (Service {service}). It exists only inside the cluster; from "
            "outside no route leads there."
        ),
        "why.route-not-announced": (
            "{address} was assigned to Service {service}, but no node answers for it on the local network."
        ),
        "why.route-not-routed": (
            "{address} is an external IP of Service {service}, but Kubernetes brings no packets there: "
            "no route on this machine leads it to a node."
        ),
        "why.route-nobody-has": "Nobody answers at {address}.",
        "why.route-no-service-has": "{address} lies in the range of ClusterIPs, but no Service has it.",
        "why.route-node-down": "{node} is switched off or cut off, so nobody answers at {address}.",
        "why.route-client-gone": "{place} does not run, so it cannot connect to anything.",
        "why.service-cluster-ip": (
            "On {node} kube-proxy knows {address}:{port}: Service {service}, targetPort {target}."
        ),
        "why.service-node-port": (
            "On {node} kube-proxy knows node port {nodeport}: Service {service}, port {port}, targetPort {target}."
        ),
        "why.service-load-balancer": (
            "On {node} kube-proxy knows the load balancer address {address}:{port}: Service {service}, "
            "targetPort {target}."
        ),
        "why.service-external-ip": (
            "On {node} kube-proxy knows the external IP {address}:{port}: Service {service}, targetPort {target}."
        ),
        "why.service-port-unknown": (
            "{address} belongs to Service {service}, which has the ports {ports} and no {port}. {node} refuses at once."
        ),
        "why.service-port-unknown-silent": (
            "{address} belongs to Service {service}, which has the ports {ports} and no {port}. In "
            "iptables mode no rule on {node} takes the packet, so it is lost in silence."
        ),
        "why.service-not-proxied": ("Service {service} carries the label {label}, so kube-proxy leaves it alone."),
        "why.service-selects-nothing": (
            "The selector of Service {service} ({selector}) fits no pod, so it has no endpoint."
        ),
        "why.service-none-ready": (
            "The selector of Service {service} fits {count} pod(s), but none of them is ready, so none "
            "is a usable endpoint."
        ),
        "why.service-port-name-unmatched": (
            'Service {service} asks for a container port named "{target}" ({protocol}). The selected '
            "pods have: {found}. So its endpoints have no port."
        ),
        "why.service-without-slices": (
            "Service {service} has no selector, and nobody has written an EndpointSlice for it."
        ),
        "why.service-slices-lack-port": (
            "The EndpointSlices of Service {service} have no port named {port}; they have: {found}."
        ),
        "why.service-no-endpoints": "Service {service} has no endpoint that can serve.",
        "why.service-no-endpoints-silent": (
            "Service {service} has no endpoint. In iptables mode the rule that refuses does not see what "
            "{node} itself sends to {address}, so the packet is lost in silence."
        ),
        "why.policy-source-ranges": (
            "loadBalancerSourceRanges of Service {service} lets in {ranges}; {client} is not among them and is dropped."
        ),
        "why.policy-external-local": (
            "externalTrafficPolicy: Local keeps the connection on {node}, where Service {service} has an "
            "endpoint; the client's address stays visible."
        ),
        "why.policy-external-local-none": (
            "externalTrafficPolicy: Local allows only endpoints on {node}. Service {service} has none "
            "there (they are on: {where}), so the packet is dropped."
        ),
        "why.policy-external-local-none-refused": (
            "externalTrafficPolicy: Local allows only endpoints on {node}. Service {service} has none "
            "there (they are on: {where}), so ipvs refuses."
        ),
        "why.policy-external-short-cut": (
            "externalTrafficPolicy: Local does not limit what comes from {node} or its pods: all "
            "endpoints of Service {service} may answer."
        ),
        "why.policy-internal-local": (
            "internalTrafficPolicy: Local keeps the connection on {node}, where Service {service} has an endpoint."
        ),
        "why.policy-internal-local-none": (
            "internalTrafficPolicy: Local allows only endpoints on {node}. Service {service} has none "
            "there (they are on: {where}), so the packet is dropped."
        ),
        "why.policy-internal-local-none-refused": (
            "internalTrafficPolicy: Local allows only endpoints on {node}. Service {service} has none "
            "there (they are on: {where}), so ipvs refuses."
        ),
        "why.endpoint-only": "{address}:{port} is the only endpoint.",
        "why.endpoint-by-turns": ("{address}:{port} is next in turn of {count} endpoints (round robin on {node})."),
        "why.endpoint-by-chance": ("{address}:{port} was picked at random of {count} endpoints on {node}."),
        "why.endpoint-sticky": (
            "sessionAffinity: ClientIP sends {client} to the endpoint it had before, {address}:{port}, "
            "for {seconds} more seconds."
        ),
        "why.endpoint-terminating": ("No endpoint is ready; {address}:{port} is shutting down but still serves."),
        "why.left-not-ready": "Not ready.",
        "why.left-terminating": "Shutting down and no longer serving.",
        "why.left-without-port": 'Listed without a port for "{port}".',
        "why.left-other-node": "On another node ({node}).",
        "why.left-other-zone": "Meant for another zone or node ({zone}).",
        "why.left-while-ready": "Shutting down, while others are ready.",
        "why.nat-kept": "The server sees the client's own address, {client}.",
        "why.nat-masqueraded": ("{node} puts its own address in place of {client}: the server sees {address}."),
        "why.nat-hairpin": (
            "The pod reaches itself through its Service, so {node} puts its own address in place of "
            "{client}: it sees {address}."
        ),
        "why.nat-leaves-pods": (
            "{client} leaves the pod network, so {node} puts its own address {address} in its place."
        ),
        "why.process-answers": (
            "A process of {name} listens on {address}:{port} and takes the connection from {client}."
        ),
        "why.process-answers-late": (
            "A process of {name} listens on {address}:{port} and takes the connection from {client} at once, "
            "but its answer takes {seconds} seconds."
        ),
        "why.process-outside": "{name} ({address}) answers on port {port}.",
        "why.process-outside-other-host": (
            "{name} ({address}) answers on port {port}, but it serves sites by name and knows none "
            "called {host}. The Host header still says what was asked for, not where the name led."
        ),
        "why.process-none": (
            "The packet arrived at {name} ({address}), but no process there listens on port {port}. "
            "Listening: {listening}. A containerPort opens nothing."
        ),
        "why.process-stopped": (
            "The packet arrived at {name} ({address}), but its process has stopped listening, also on port {port}."
        ),
        "why.process-none-on-node": "Nothing listens on port {port} of {name} ({address}).",
        "why.process-none-here": "Nothing listens on port {port} of this machine.",
        "why.process-pod-gone": "No pod has the address {address}; a pod that had it is gone.",
        "why.ping-answered": "{address} answers the ping.",
        "why.ping-unreachable": (
            "{address} is a ClusterIP: no machine has it, only ports are forwarded. {node} says "
            '"Destination Port Unreachable".'
        ),
        "why.ping-service-silent": (
            "{address} is a ClusterIP: no machine has it, only ports are forwarded. On {node} nobody answers a ping."
        ),
        "verdict.name-unknown": "No such host: {name} is not a name that {server} knows.",
        "verdict.name-unknown-service": ("No such host: there is no Service {service} in namespace {namespace}."),
        "verdict.name-unknown-namespace": "No such host: there is no namespace {namespace}.",
        "verdict.name-headless-empty": ("No such host: the headless Service {service} has no ready endpoint."),
        "verdict.name-alias-dead": ("No such host: Service {service} points to {target}, which has no address."),
        "verdict.name-alias-to-address": (
            "No such host: externalName of Service {service} is an address ({target}), not a name."
        ),
        "verdict.name-no-address": "No such host: {name} has no address.",
        "verdict.name-cluster-only": "No such host: only pods know the cluster's names.",
        "verdict.name-cache-silent": "No such host: NodeLocal DNSCache on {node} does not answer.",
        "verdict.name-coredns-silent": "No such host: CoreDNS does not answer.",
        "verdict.name-server-silent": "No such host: the name server {server} did not answer.",
        "verdict.route-no-way-to-pods": ("Timed out: from outside the cluster no route leads to pod addresses."),
        "verdict.route-no-way-to-services": "Timed out: a ClusterIP works only inside the cluster.",
        "verdict.route-not-announced": "Timed out: no node announces {address}.",
        "verdict.route-not-routed": "Timed out: no route leads {address} to a node.",
        "verdict.route-nobody-has": "Timed out: nobody answers at {address}.",
        "verdict.route-no-service-has": "Timed out: no Service has the address {address}.",
        "verdict.route-node-down": "Timed out: {node} does not answer.",
        "verdict.route-client-gone": "Timed out: {place} does not run.",
        "verdict.service-port-unknown": "Refused by {node}: Service {service} has no port {port}.",
        "verdict.service-port-unknown-silent": "Timed out: Service {service} has no port {port}.",
        "verdict.service-not-proxied": "Timed out: kube-proxy does not serve Service {service}.",
        "verdict.service-selects-nothing": ("Refused by kube-proxy on {node}: the Service selects no pod."),
        "verdict.service-none-ready": ("Refused by kube-proxy on {node}: no pod of the Service is ready."),
        "verdict.service-port-name-unmatched": (
            "Refused by kube-proxy on {node}: the Service has no endpoint with a port."
        ),
        "verdict.service-without-slices": (
            "Refused by kube-proxy on {node}: the Service has neither selector nor EndpointSlice."
        ),
        "verdict.service-slices-lack-port": (
            "Refused by kube-proxy on {node}: no EndpointSlice has the Service's port."
        ),
        "verdict.service-no-endpoints": "Refused by kube-proxy on {node}: the Service has no endpoint.",
        "verdict.service-no-endpoints-silent": (
            "Timed out: the Service has no endpoint, and {node} does not refuse its own packets."
        ),
        "verdict.policy-source-ranges": "Timed out: loadBalancerSourceRanges does not let {client} in.",
        "verdict.policy-external-local-none": (
            "Timed out: externalTrafficPolicy is Local and {node} runs no endpoint."
        ),
        "verdict.policy-external-local-none-refused": (
            "Refused by kube-proxy on {node}: externalTrafficPolicy is Local and the node runs no endpoint."
        ),
        "verdict.policy-internal-local-none": (
            "Timed out: internalTrafficPolicy is Local and {node} runs no endpoint."
        ),
        "verdict.policy-internal-local-none-refused": (
            "Refused by kube-proxy on {node}: internalTrafficPolicy is Local and the node runs no endpoint."
        ),
        "verdict.process-answers": "Answered by {name} on port {port}.",
        "verdict.process-answers-late": "Answered by {name} on port {port}, after {seconds} seconds.",
        "verdict.process-outside": "Answered by {name}, outside the cluster.",
        "verdict.process-outside-other-host": (
            "Answered by {name}, outside the cluster, which has no site called {host}."
        ),
        "verdict.process-none": "Refused by pod {name}: nothing listens on port {port}.",
        "verdict.process-stopped": "Refused by pod {name}: its process has stopped listening.",
        "verdict.process-none-on-node": "Refused by {name}: nothing listens on port {port}.",
        "verdict.process-none-here": "Refused by this machine: nothing listens on port {port}.",
        "verdict.process-pod-gone": "Timed out: no pod has the address {address} any more.",
        "verdict.ping-answered": "{address} answers.",
        "verdict.ping-unreachable": "Unreachable: a ClusterIP does not answer pings.",
        "verdict.ping-service-silent": "No answer: a ClusterIP does not answer pings.",
    }
)
