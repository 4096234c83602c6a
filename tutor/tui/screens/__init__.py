"""The screens of the window; each mediates between its widgets and the session."""
