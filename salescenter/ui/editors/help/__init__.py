"""The help: its pages, and the editor that shows them."""
