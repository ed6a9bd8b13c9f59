"""One resource a file, the standard verbs only."""
