"""Turns `resources/` and facts from data packages into the tables under `src/verbale/data/`."""
