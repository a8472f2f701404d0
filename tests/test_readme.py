"""What the README shows is what happens."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_example_runs(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)
    exec(compile(code, README, "exec"), {})
    said = capsys.readouterr().out
    assert "\nAll 4 gradients agree.\n" in said
    assert float(said.splitlines()[-1]) > 0.95
