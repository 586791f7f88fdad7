"""`python -m sandbox`: the world and, inside it, the bot."""

import sys

from sandbox.main import main

sys.exit(main())
