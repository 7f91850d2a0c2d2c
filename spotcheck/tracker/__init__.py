"""Findings become actions; an action closes only when a fresh look shows that practice changed."""
