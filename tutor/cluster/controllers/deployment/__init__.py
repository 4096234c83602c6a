"""Deployments: one ReplicaSet a template, and the way from one to the next."""

from tutor.cluster.controllers.deployment.rollout import DEPLOYMENT

__all__ = ["DEPLOYMENT"]
