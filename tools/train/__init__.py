"""Trains the scorer: examples out of frames, stories and open gold sets, weights, their figures and their card."""
