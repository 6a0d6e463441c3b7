"""`python -m watchward.cli` where the installed command is not on the path."""

from watchward.cli import main

main()
