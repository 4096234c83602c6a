"""The window in a browser: one learner, on this machine's loopback."""
