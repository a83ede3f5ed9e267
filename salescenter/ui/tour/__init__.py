"""The main story, played in the real window: for pictures, and for tests of the whole."""

from salescenter.ui.tour.play import play

__all__ = ["play"]
