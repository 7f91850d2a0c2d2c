"""Checks: captured on shift, reviewed by somebody else, answered by the person observed."""
