"""`spotcheck keys`: the keys that phones seal to. docs/keys.md says what each command is for."""
