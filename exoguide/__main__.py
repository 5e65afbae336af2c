"""``python -m exoguide``: the program, where its own command is not on the path."""

from exoguide.cli.main import main

if __name__ == "__main__":
    main()
