"""`python -m leakage`."""

from leakage.cli import main

main()
