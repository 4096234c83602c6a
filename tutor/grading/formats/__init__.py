"""The forms in which results are written."""
