"""How fast it is, measured on this machine: `python3 -m spotcheck bench …`."""
