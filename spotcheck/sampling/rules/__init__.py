"""The draw: a random order of the numbers 1…N that anybody can replay, what is fixed before it, what happens after."""

from spotcheck.sampling.rules.aside import too_many_set_aside
from spotcheck.sampling.rules.asking import MOST_RECORDS, MOST_TO_READ, draw_refused
from spotcheck.sampling.rules.order import Drawn, drawn, order, references
from spotcheck.sampling.rules.spread import CAP, NO_SHEET, Code, Sheet, Spread, spread_of
from spotcheck.sampling.rules.typed import NotRead, read_codes, read_excluded

__all__ = [
    "CAP",
    "MOST_RECORDS",
    "MOST_TO_READ",
    "NO_SHEET",
    "Code",
    "Drawn",
    "NotRead",
    "Sheet",
    "Spread",
    "draw_refused",
    "drawn",
    "order",
    "read_codes",
    "read_excluded",
    "references",
    "spread_of",
    "too_many_set_aside",
]
