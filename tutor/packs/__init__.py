"""Lesson packs: data read strictly into frozen lessons; nothing in a pack is ever executed."""
