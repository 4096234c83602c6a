"""Teaches Kubernetes Services in a terminal, on a simulated cluster."""

__version__ = "1.0.0"
