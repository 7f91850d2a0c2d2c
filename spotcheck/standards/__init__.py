"""Topics, standards and frameworks: what good practice is, and where each regulator names it."""
