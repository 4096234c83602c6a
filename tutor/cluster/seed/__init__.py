"""The objects that every cluster starts with."""

from tutor.cluster.seed.system import seed_objects

__all__ = ["seed_objects"]
