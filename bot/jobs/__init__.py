"""Work over committed rows: calls to outer systems, papers, timers; one file an outer system.

A job reads what it needs, does its slow thing outside any transaction, and records the outcome
in one. It returns None when done, or the moment of its next try.
"""
