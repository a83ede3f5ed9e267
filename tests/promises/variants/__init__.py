"""Broken variants of the program: each must be caught by the test of the promise it breaks."""

from pathlib import Path

VARIANTS = Path(__file__).parent
