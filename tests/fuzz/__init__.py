"""Bounded runs over inputs that nobody thought of: `make fuzz`."""
