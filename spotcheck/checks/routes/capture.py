"""Capturing: choosing a check, answering it tap by tap, finishing it."""
