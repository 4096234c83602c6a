"""The simulated network: pure functions of a snapshot, whose traces explain themselves."""
