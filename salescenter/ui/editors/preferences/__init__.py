"""Preferences: what can be set, and the editor that sets it."""
