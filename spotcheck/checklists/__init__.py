"""What is asked when somebody observes, interviews or samples; a published version never changes."""
