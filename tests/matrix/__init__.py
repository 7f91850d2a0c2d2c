"""What the matrix test stands on: the doors, who comes to them, what lies behind, and how one knocks."""
