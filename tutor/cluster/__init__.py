"""The simulated cluster: store, clock, API server, controllers and network."""
