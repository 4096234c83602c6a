"""The shell of the simulated places: its language, its places, its timeline; `terminal.Shell` runs lines."""
