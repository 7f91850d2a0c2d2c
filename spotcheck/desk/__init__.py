"""Reads across the rooms: Today, Mine."""
