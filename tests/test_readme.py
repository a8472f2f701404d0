"""What the README shows is what happens."""

import re
from pathlib import Path

from bpcourse.autodiff import Value
from bpcourse.nn import network_backward, network_forward

README = Path(__file__).parents[1] / "README.md"
WIDGETS, TEXTBOOK = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S)


def run(code, **yours):
    names = dict(yours)
    exec(compile(code, README, "exec"), names)
    return names


def test_the_textbook_can_be_used(capsys):
    run(TEXTBOOK)
    said = capsys.readouterr().out
    assert "\nAll 4 gradients agree.\n" in said
    assert float(said.splitlines()[-1]) > 0.95


def test_the_widgets_take_your_functions():
    yours = {"network_forward": network_forward, "network_backward": network_backward}
    lines = [
        f"made += [{line}]" if line[0].isupper() else line for line in WIDGETS.split("\n") if line
    ]
    made = run("\n".join(["made = []", *lines]), Value=Value, **yours)["made"]
    playground, stepper, surface = made
    playground.step()
    assert playground.steps == 1
    stepper.go(stepper.length)
    assert "Your Value agrees" in stepper.state["sentence"]
    assert set(surface.paths) == {"sgd", "momentum", "adam"}
