"""The desk: web pages and an API over a store, where analysts read, check and follow."""
