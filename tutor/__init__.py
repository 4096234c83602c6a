"""Teaches Kubernetes Services in a terminal, on a simulated cluster."""

__version__ = "0.1.0"
