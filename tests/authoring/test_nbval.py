"""The run of the solution notebooks fails where a stored output is wrong, and only there."""

import shutil
import subprocess
import sys
from pathlib import Path

from bpcourse.authoring import build
from bpcourse.authoring.run import kernel_environment

ROOT = Path(__file__).parents[2]

OUTPUTS = """\
# %% key="printed"
print("a quarter:", 1 / 4)

# %% key="figure"
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()

# %% key="silent"
quiet = 3
"""


def pytest_says(root: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "--color=no"]
    done = subprocess.run(
        command, cwd=root, env=kernel_environment(), capture_output=True, text=True, timeout=120
    )
    return done.stdout + done.stderr


def test_a_tampered_output_fails_and_an_untouched_one_passes(small):
    small.add(OUTPUTS)
    build(small.root)
    (small.root / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", small.root)
    shutil.copy(ROOT / "solutions" / "conftest.py", small.path.parent)
    # Notebooks elsewhere are no tests, even if they fail.
    (small.root / "tests" / "stray.ipynb").write_text("{}")

    tampered = small.path.parent / "06_tampered.ipynb"
    text = small.solution.read_text(encoding="utf-8")
    changes = {
        "sigmoid_backward: passed": "sigmoid_backward: failed",
        "a quarter: 0.25": "a quarter: 0.26",
        "array([[1., 2.]])": "array([[1., 3.]])",
        "<Figure size": "<Picture size",
    }
    for right, wrong in changes.items():
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    lost = '"id": "silent",\n   "metadata": {},\n   "outputs": ['
    assert lost in text
    stream = '{"name": "stdout", "output_type": "stream", "text": ["said\\n"]}'
    tampered.write_text(text.replace(lost, lost + stream), encoding="utf-8")

    said = pytest_says(small.root)
    results = [line.split()[:2] for line in said.splitlines() if line[:6] in {"PASSED", "FAILED"}]
    cells = {
        name: sorted(cell.split("::")[1] for verdict, cell in results if cell.startswith(path))
        for name, path in (("control", "solutions/05"), ("tampered", "solutions/06"))
    }
    failed = sorted(cell for verdict, cell in results if verdict == "FAILED")
    wrong = ["check-sigmoid", "figure", "numbers", "printed", "silent"]
    assert failed == [f"solutions/06_tampered.ipynb::{key}" for key in wrong], said
    assert cells["control"] == cells["tampered"]
    assert len(cells["control"]) == 9
    assert "stray" not in said
