"""What the API server does to a Service besides validating it: families, cluster IPs, node ports."""

from tutor.cluster.services.rest import Allocators, begin_create, begin_update

__all__ = ["Allocators", "begin_create", "begin_update"]
