"""Values and rules of the order desk. Pure: no window, no database, no clock, no disk."""
