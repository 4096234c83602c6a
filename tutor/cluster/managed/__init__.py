"""Who manages which field of an object: managedFields, server-side apply and its conflicts."""

from tutor.cluster.managed.applying import Applied, apply
from tutor.cluster.managed.tracking import Writer, track

__all__ = ["Applied", "Writer", "apply", "track"]
