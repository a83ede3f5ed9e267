"""The main story, played in the real window: for pictures, and for tests of the whole."""

from salescenter.ui.tour.play import SIZE, play

__all__ = ["SIZE", "play"]
