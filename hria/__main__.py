"""`python -m hria` is the same as `hria`."""

from hria.cli import main

main()
