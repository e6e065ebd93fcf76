"""`python -m merkbar.web.ops` is the program `merkbar`."""

import sys

from merkbar.web.ops.program import main

if __name__ == "__main__":
    sys.exit(main())
