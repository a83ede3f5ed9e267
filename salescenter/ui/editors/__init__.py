"""Editors: one a business object."""
