"""Whether an address answers a ping: machines and pods do, a Service is no machine."""

from __future__ import annotations

from tutor.cluster.network.hosts import outside_host
from tutor.cluster.network.journey import Journey
from tutor.cluster.network.modes import MODES
from tutor.cluster.network.reasons import hop, reason
from tutor.cluster.network.trace import Delivered
from tutor.cluster.network.view import LAPTOP_IPS, is_loopback, ref
from tutor.cluster.objects import replace


def ping(journey: Journey) -> Journey:
    """Send an echo request; an answer is `Delivered` on port 0."""
    view, address, client = journey.view, journey.address, journey.client
    services = view.services_at(address)
    if client.node is None and (services or view.in_service_network(address)):
        name = services[0].metadata.name if services else "-"
        return journey.lost(reason("route-no-way-to-services", address=address, service=name))
    if services:
        mode = MODES[view.settings.proxy_mode]
        node = client.node.name if client.node else "-"
        refused = mode.refuses_unknown_ports
        why = reason("ping-unreachable" if refused else "ping-service-silent", address=address, node=node)
        return journey.refused(why, ref(services[0])) if refused else journey.lost(why, ref(services[0]))
    if client.node is None and view.in_pod_network(address):
        return journey.lost(reason("route-no-way-to-pods", address=address))
    if not _alive(journey):
        return journey.lost(reason("route-nobody-has", address=address))
    answered = journey.after(hop(reason("ping-answered", address=address)))
    pod = view.pod_at(address)
    seen = Delivered(pod=ref(pod) if pod else None, address=address, port=0, client=client.address)
    return replace(answered, outcome=seen)


def _alive(journey: Journey) -> bool:
    view, address = journey.view, journey.address
    machine = is_loopback(address) or address in LAPTOP_IPS or view.node_at(address) is not None
    return machine or view.pod_at(address) is not None or outside_host(view, address) is not None
