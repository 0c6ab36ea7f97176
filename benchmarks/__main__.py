"""`make bench`: every measurement, or the ones that are named. Prints its tables and writes them to results.md."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

ALL = ["sealed", "form", "push", "booklet", "browser"]


def main() -> None:
    page = [f"# Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC", f"{platform.platform()}, {os.cpu_count()} processors"]
    for name in sys.argv[1:] or ALL:
        for table in import_module(f".{name}", __package__).measure():
            page.append(str(table))
            print("\n", table, sep="", flush=True)  # noqa: T201
    Path(__file__).with_name("results.md").write_text("\n\n".join(page) + "\n")


if __name__ == "__main__":
    main()
