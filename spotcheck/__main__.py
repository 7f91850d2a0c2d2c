"""`python3 -m spotcheck`: set up what is missing, then do what was asked."""

import os
import sys

from spotcheck import bootstrap


def main() -> int:
    bootstrap.prepare(*bootstrap.extras_for(os.environ))
    from spotcheck.cli import main as do_what_was_asked

    return do_what_was_asked()


if __name__ == "__main__":
    sys.exit(main())
