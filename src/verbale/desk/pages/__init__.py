"""The pages: a request is taken, a view made, a template filled."""
