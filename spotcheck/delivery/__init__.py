"""What phones send: keys, grants, sealed envelopes as they arrive."""
