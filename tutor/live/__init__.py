"""A lesson checked on a real cluster, through the official client."""
