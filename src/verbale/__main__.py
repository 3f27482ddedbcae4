"""`python -m verbale`: the command line, wherever the script of that name is not on the path."""

from verbale.cli import main

if __name__ == "__main__":
    main()
