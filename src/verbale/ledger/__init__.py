"""From single reports to cases that can be followed: pure functions of what was reported and judged.

Nothing here reads a clock, a file or a store: the same reports and judgements give the same steps and cases,
in whatever order they came.
"""
