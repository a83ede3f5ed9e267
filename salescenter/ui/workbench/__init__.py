"""The frame around views and editors: docking, menus, palette, status bar, sign-on, layout."""
