"""Orders from the first line to the last step: verbs, the desk they share, what they answer."""
