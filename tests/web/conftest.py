"""What the tests of pages share: the furnished world of the matrix."""

from tests.matrix.fixtures import _furnished, world

__all__ = ["_furnished", "world"]
