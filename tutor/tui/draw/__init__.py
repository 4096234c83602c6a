"""Draws values of the session as lines of text; no widget, so that every line can be tested."""
