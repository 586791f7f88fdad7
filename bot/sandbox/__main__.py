"""`python -m bot.sandbox`: the world and, inside it, the bot."""

import sys

from bot.sandbox.main import main

sys.exit(main())
