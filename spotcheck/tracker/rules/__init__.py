"""The decisions of the tracker, one file a question: is it clear (R4), where can it go (R5), may it close (R3, R6),
may the plan change (R7), is it late (R9)."""
