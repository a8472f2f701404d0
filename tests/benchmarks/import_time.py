"""CPU time of `import bpcourse` beside `import numpy`, in fresh interpreters, alternating.

The target is a ratio of 1.3.
"""

import argparse
import subprocess
import sys
from statistics import median

from common import show, take_off_detours

IMPORTS = ("import numpy", "import bpcourse", "from bpcourse import check, hint, mine, quiz")
TIMED = "import time; began = time.process_time(); {}; print(time.process_time() - began)"


def cpu_ms(statement: str) -> float:
    """CPU milliseconds of one import, without the start of the interpreter."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", TIMED.format(statement)],
        capture_output=True,
        text=True,
        check=True,
    )
    return 1e3 * float(told.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="imports of each (default: 15)")
    rounds = parser.parse_args().rounds
    take_off_detours()
    for statement in IMPORTS:
        cpu_ms(statement)  # once for the caches of the disk
    times = [[cpu_ms(statement) for statement in IMPORTS] for _ in range(rounds)]
    medians = [median(column) for column in zip(*times, strict=True)]
    show(
        ("import", "median CPU ms", "ratio"),
        *(
            (statement, f"{ms:.1f}", f"{ms / medians[0]:.2f}")
            for statement, ms in zip(IMPORTS, medians, strict=True)
        ),
    )


if __name__ == "__main__":
    main()
