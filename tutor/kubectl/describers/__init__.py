"""`kubectl describe`: one describer a kind."""
