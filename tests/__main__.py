"""`python3 -m tests [quick | STAGE …] [arguments for pytest]`: set up what is missing, then run the tests."""

import sys

from spotcheck import bootstrap


def main() -> int:
    bootstrap.prepare("dev")
    from tests.support.runner import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
