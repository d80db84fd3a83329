"""What a reader would ask about."""
