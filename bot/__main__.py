"""`python -m bot`: the terminal's way in."""

from bot.cli import main

main()
