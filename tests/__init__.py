"""The tests. `python3 -m tests` runs them all, `python3 -m tests quick` the inner circle."""
