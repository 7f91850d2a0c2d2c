"""Reviewing: what waits, one check, judging it, correcting it, and the reply of the person observed."""
