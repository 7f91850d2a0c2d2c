"""The clock's work: what is late rises, mail goes out. Done by `spotcheck tick`, or by `serve` while it runs."""
