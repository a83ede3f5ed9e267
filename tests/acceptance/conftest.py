"""Registers ``--cases FILE`` for runs of this folder."""

from tests.acceptance.plugin import pytest_addoption

__all__ = ["pytest_addoption"]
