"""The objects that every cluster starts with."""

from tutor.cluster.seed.addons import addons
from tutor.cluster.seed.system import first_objects

__all__ = ["addons", "first_objects"]
