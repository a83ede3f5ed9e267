"""The window: draws values, sends wishes to services, listens to events. Only this knows Qt."""

# Before Qt: its import hook looks into modules that are half imported, and pydantic, which
# answers such a look by importing more of itself, then fails.
import pydantic.fields  # noqa: F401
