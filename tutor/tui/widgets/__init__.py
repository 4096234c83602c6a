"""The parts of the window; each shows values and posts its own messages."""
