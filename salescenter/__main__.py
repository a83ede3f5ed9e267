"""``python -m salescenter``: the command line."""

from salescenter.cli import main

if __name__ == "__main__":
    main()
