"""Kubernetes' HTTP API over the same verbs as the console, for real clients on this machine."""
