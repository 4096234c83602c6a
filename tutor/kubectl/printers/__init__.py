"""Ways to print objects: tables, YAML, JSON, names and templates."""
