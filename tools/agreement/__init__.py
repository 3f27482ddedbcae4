"""How far two readings of the same stories agree."""
