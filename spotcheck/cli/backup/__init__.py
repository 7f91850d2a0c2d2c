"""`spotcheck backup` and `spotcheck restore`: every row, in one file that either database can read (docs/backup.md)."""
