"""Spotcheck: what was seen on shift becomes an action, closed only when a fresh look shows practice changed."""

__version__ = "0.1.0"
