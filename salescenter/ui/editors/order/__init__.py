"""The order editor: one order, its header, its pages, its total."""
