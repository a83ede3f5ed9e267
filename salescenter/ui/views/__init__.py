"""Views: what stands around the editors."""
