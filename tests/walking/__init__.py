"""Random walks through the life of actions, and a second opinion on what they lead to."""
