"""Sales Center: the desk of a customer service representative."""

__version__ = "0.1.0"
