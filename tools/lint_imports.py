"""import-linter on this tree, as a module that can be run with `python -m`."""

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.exit(lint_imports())
