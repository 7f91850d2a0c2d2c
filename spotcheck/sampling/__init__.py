"""Random draws of a service's own numbered records."""
