"""The floor of the house: clock, ids, words, database, refusals, permissions, history. Imports no room."""
