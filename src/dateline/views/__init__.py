"""What a person sees of a reading."""
