"""Charts: pure functions from rows to SVG, drawn by Altair on the server, so that pages need no script.

Colours are custom properties of the style sheet (`--chart-…`), so that one drawing serves both themes; every mark
leads somewhere, and every chart has its twin in words: a table that says the same.
"""
