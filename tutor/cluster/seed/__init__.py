"""The objects that every cluster starts with."""

from tutor.cluster.seed.addons import addons
from tutor.cluster.seed.system import first_objects, published

__all__ = ["addons", "first_objects", "published"]
