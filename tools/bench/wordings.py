"""bin/bench wordings: is it found however it is written? Recall and precision over two sets of texts of our own.

    bin/bench wordings                                   100,000 texts a set, on SQLite in a folder of its own
    DATABASE_URL=postgresql:///empty bin/bench wordings  an empty PostgreSQL database
    … --texts 3000                                       as in the tests

"known" is the set the rules were made with, "unseen" one written afterwards without looking at them.
"""

import argparse
import os
import tempfile
from uuid import uuid4


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--texts", type=int, default=100_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        os.environ["YORISOI_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from yorisoi.kernel.tests.search import unseen, wordings
        from yorisoi.kernel.tests.search.scoring import score

        print("known:", score(uuid4(), wordings.MATTERS, wordings.LOOKALIKES, chosen.texts), flush=True)
        print("unseen:", score(uuid4(), unseen.MATTERS, unseen.LOOKALIKES, chosen.texts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
