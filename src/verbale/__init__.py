"""Verbale reads a news page and keeps the minutes."""
