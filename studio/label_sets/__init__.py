"""Other vocabularies and how they map onto ours."""
