"""The window: lesson, editor, console, picture and verdict in one terminal."""
