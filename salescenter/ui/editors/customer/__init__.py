"""The editors about a customer: the form for a new one, and the profile."""
