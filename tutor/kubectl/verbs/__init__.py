"""The words of kubectl, one module a verb or a small group."""
