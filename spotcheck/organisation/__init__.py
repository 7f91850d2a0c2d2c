"""Accounts, services, people, roles, sign-in."""
