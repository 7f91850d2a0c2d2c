"""What the tests stand on: the runner, and a browser, a PostgreSQL and a Node of their own."""


class CannotRunError(Exception):
    """Something the tests need is not here and could not be brought. Says what to do about it."""
