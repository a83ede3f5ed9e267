"""The verbs a customer service representative would use, one class a noun.

Import from the modules; ``Services`` (in ``bundle``) holds one of each.
"""
