"""Orders on paper: what is said, how it is laid out in pages, and where the pages go."""
