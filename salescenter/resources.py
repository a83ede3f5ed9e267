"""Where the files are that the program brings along: icons, fonts, style, keymap, demo data.

In a checkout they stand in ``resources/`` beside the package; in an installed wheel inside the
package, as ``_resources``.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """The path of a bundled file or folder: ``path("icons", "user.svg")``.

    Without parts the folder that holds them all. Whether the file exists is not looked at.
    """
    installed = _PACKAGE / "_resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
