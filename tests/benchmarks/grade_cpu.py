"""CPU seconds that grading takes: what a batch costs to begin, and each submission more.

The submissions are copies of the solved lesson. Unix only: it reads the time of child processes.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import show, take_off_detours

ROOT = Path(__file__).resolve().parents[2]
SOLVED = ROOT / "solutions" / "05_layers_backward.ipynb"


def cpu_seconds(submissions: int) -> float:
    """CPU seconds of `bpcourse grade` on so many copies, its children's with it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "submissions"
        folder.mkdir()
        for number in range(submissions):
            shutil.copy(SOLVED, folder / f"learner-{number:03}.ipynb")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                sys.executable,
                "-P",
                "-m",
                "bpcourse",
                "grade",
                folder,
                "--out",
                folder.parent / "results",
            ],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20, help="how many (default: 20)")
    submissions = parser.parse_args().submissions
    take_off_detours()
    one, many = cpu_seconds(1), cpu_seconds(1 + submissions)
    each = (many - one) / submissions
    show(
        ("grading", "CPU s"),
        ("to begin", f"{one - each:.2f}"),
        ("each submission", f"{each:.3f}"),
    )


if __name__ == "__main__":
    main()
