"""The changes, the oldest first by their number."""
