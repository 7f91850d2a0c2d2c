"""What is kept and for how long, who may see what is held about them, and what leaves the house."""
