"""What a person starts from a checkout: run, test and their like.

Looks at the Python first. This file and the scripts themselves must parse on old Pythons, so that
those read a sentence instead of a syntax error; the modules they import need not.
"""

import sys

OLDEST_PYTHON = (3, 11)


def too_old(version: "tuple[int, int]") -> str:
    """The sentence for a Python that is too old, else nothing."""
    if version >= OLDEST_PYTHON:
        return ""
    return (
        f"Sales Center needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer, and this is "
        f"Python {version[0]}.{version[1]}. Install a newer Python and start with it, for "
        f"example: python3.11 {sys.argv[0]}"
    )


if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))
