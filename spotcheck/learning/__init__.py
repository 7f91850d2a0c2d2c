"""Prompts, competence sign-off and supervision: what somebody understands, can do, and works on."""
