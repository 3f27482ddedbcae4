"""How the tables came to be: one module a change, in `versions`, never edited once released."""
