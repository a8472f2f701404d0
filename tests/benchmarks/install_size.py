"""Size of the learners' install: a new virtual environment and `pip install .` in it.

The target is 550 MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from common import show

ROOT = Path(__file__).resolve().parents[2]


def size(folder: Path) -> int:
    """Bytes of the files in a folder; what a link points to is not counted."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--environment", type=Path, help="an environment that has it already, not to be made"
    )
    environment = parser.parse_args().environment
    with tempfile.TemporaryDirectory() as temporary:
        if environment is None:
            environment = Path(temporary) / "venv"
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
            subprocess.run([python, "-m", "pip", "install", "--quiet", ROOT], check=True)
        parts = Counter()
        for site_packages in environment.glob("**/site-packages"):
            parts.update({folder.name: size(folder) for folder in site_packages.iterdir()})
        whole = size(environment)
    show(
        ("install", "MB"),
        *((name, f"{part / 1e6:.0f}") for name, part in parts.most_common(5)),
        ("the whole environment", f"{whole / 1e6:.0f}"),
    )


if __name__ == "__main__":
    main()
