"""The same pipeline over several processes."""
