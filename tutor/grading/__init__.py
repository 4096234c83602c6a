"""Grading: a lesson's checks on a simulated cluster become rows of ids and parameters."""
