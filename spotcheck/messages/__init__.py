"""What must reach somebody: for now, that someone is at risk."""
