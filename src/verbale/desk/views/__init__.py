"""The views: pure functions from a store and what is asked to what a page shows; pages and API give the same."""
