"""Services and whom to ring there."""
