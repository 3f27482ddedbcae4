"""A filtered ledger as a site of files: pages that open from disk without a script, and the data to download."""
