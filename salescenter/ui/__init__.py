"""The window: draws values, sends wishes to services, listens to events. Only this knows Qt."""
