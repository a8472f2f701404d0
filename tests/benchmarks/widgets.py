"""How live the widgets are: frames painted, steps taken, and how soon a slider is answered.

JupyterLab and headless Chromium on this machine, as in the browser suite. A frame is counted in the
page, in the animation frame in which it was drawn; steps are counted in the kernel. The peers are
matplotlib figures in the same notebook, drawn again in a loop beside the same training.

The targets for 2-8-8-1 on 500 examples are 25 frames and 1,000 steps a second on 2 cores, and
150 ms from a slider to a changed picture (median).
"""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from common import show, take_off_detours

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
take_off_detours()
os.environ["PYTHONSAFEPATH"] = "1"  # the server's bpcourse is the installed one

from browser import server  # noqa: E402
from browser.widget_page import WidgetPage  # noqa: E402
from conftest import SWITCHES  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

WARM = 2  # moves that are not counted

IMPORT = """
import time
import numpy as np
from bpcourse.widgets import *
"""
STEPPER = "BackpropStepper(lambda a, b, c: (a * b + c) ** 2, a=2.0, b=-3.0, c=1.0)"
OURS = "play = Playground(hidden=(8, 8), examples=500)\nplay"
# Written as lesson 06 has a learner write it.
LEARNERS = """
def forward(params, x):
    L, cache = len(params) // 2, []
    for layer in range(1, L + 1):
        s = x @ params[f"w{layer}"] + params[f"b{layer}"]
        cache.append((x, params[f"w{layer}"], s))
        x = np.maximum(s, 0) if layer < L else s
    return x, cache

def backward(dlogits, cache):
    grads, dout = {}, dlogits
    for layer in range(len(cache), 0, -1):
        x, w, s = cache[layer - 1]
        if layer < len(cache):
            dout = dout * (s > 0)
        grads[f"w{layer}"], grads[f"b{layer}"] = x.T @ dout, dout.sum(axis=0)
        dout = dout @ w.T
    return grads

play = Playground(
    hidden=(8, 8), examples=500, activation="relu", forward=forward, backward=backward
)
play
"""
# The decision field with the data and both losses: half of what a Playground draws.
PEER = """
import io, ipywidgets, time
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import clear_output, display
from bpcourse.widgets.training import Settings, TrainingRun

run = TrainingRun(Settings(hidden=(8, 8), examples=500))

def draw(figure):
    figure.clear()
    field, losses = figure.subplots(1, 2)
    field.imshow(run.field(50), origin="lower", extent=np.ravel(run.bounds), cmap="RdBu")
    field.scatter(*run.x.T, c=run.y, s=8)
    past = run.history()
    losses.plot(past["step"], past["train"])
    losses.plot(past["step"], past["val"])

def train_and_draw(seconds, present):
    figure, end = plt.figure(figsize=(8, 3.5)), time.monotonic() + seconds
    plt.close(figure)
    while time.monotonic() < end:
        for _ in range(40):
            run.step()
        draw(figure)
        present(figure)
"""
PEERS = {
    "matplotlib, Output and clear_output": """
place = ipywidgets.Output()
display(place)

def present(figure):
    with place:
        clear_output(wait=True)
        display(figure)
""",
    "matplotlib, png in ipywidgets.Image": """
place = ipywidgets.Image(format="png")
display(place)

def present(figure):
    file = io.BytesIO()
    figure.savefig(file, dpi=72)
    place.value = file.getvalue()
""",
}

# Counts pictures that were there, complete and new in an animation frame.
WATCH = """() => {
    const seen = new Set();
    const look = () => {
        for (const image of document.querySelectorAll('.jp-OutputArea img'))
            if (image.complete && image.naturalWidth) seen.add(image.src);
        window.pictures = seen.size;
        requestAnimationFrame(look);
    };
    look();
}"""

# Moves a control and waits for the animation frame after the one in which the picture is another.
ANSWER = """async (root, [act, seen, changed]) => {
    const look = new Function('root', `return ${seen}`);
    const other = new Function('before', 'now', `return ${changed}`);
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const before = look(root), began = performance.now();
    new Function('root', act)(root);
    while (!other(before, look(root))) {
        await frame();
        if (performance.now() - began > 5000) throw new Error('the picture stays as it was');
    }
    await frame();
    return performance.now() - began;
}"""

# To and fro: between two places of a slider, or by two buttons.
TO_AND_FRO = "root.dataset.there = root.dataset.there === 'yes' ? 'no' : 'yes';\n"
SLIDE = (
    TO_AND_FRO
    + """
    const label = [...root.querySelectorAll('label')].find(one => one.textContent.startsWith('%s'));
    const input = label.querySelector('input');
    const part = root.dataset.there === 'yes' ? 0.6 : 0.4;
    input.value = Number(input.min) + part * (input.max - input.min);
    input.dispatchEvent(new Event('input', {bubbles: true}));
"""
)
PRESS = (
    TO_AND_FRO
    + """
    const wanted = root.dataset.there === 'yes' ? '%s' : '%s';
    [...root.querySelectorAll('button')].find(one => one.textContent === wanted).click();
"""
)
PIXELS = """[...root.querySelectorAll('canvas')].map(node => {
    const {data} = node.getContext('2d').getImageData(0, 0, node.width, node.height);
    let sum = 0;
    for (let n = 0; n < data.length; n += 4) sum = (31 * sum + data[n] + 7 * data[n + 1]) | 0;
    return sum;
}).join() + [...root.querySelectorAll('svg')].map(node => node.outerHTML).join()"""
STEP = "Number(root.dataset.step)"
OTHER = "now !== before"

# What is shown, how it is brought on its way, what is moved, and when the picture is another.
# A new amount of noise makes new data and begins the run again.
ANSWERS = {
    "Playground while it trains: Noise": (
        OURS,
        "play.train()",
        SLIDE % "Noise",
        "Number(root.dataset.step)",
        "now < before",
    ),
    "Playground: Rewind": (
        OURS,
        "for _ in range(20): play.epoch()",
        SLIDE % "Rewind",
        "Number(root.dataset.step)",
        "now !== before",
    ),
    **{
        name: (code, "None", act, PIXELS, "now !== before")
        for name, code, act in (
            ("Surface: Learning rate", "Surface()", SLIDE % "Learning rate"),
            ("BackpropStepper: Next and Back", STEPPER, PRESS % ("Next", "Back")),
            ("step_size_curve: step h", "step_size_curve()", SLIDE % "step h"),
            ("gradient_flow: layers", "gradient_flow()", SLIDE % "layers"),
            ("architecture_summary: batch", "architecture_summary()", SLIDE % "batch"),
        )
    },
}


def rates(page, seconds, repeats):
    """Frames painted and steps taken a second while a Playground trains: medians."""
    widget = page.widget("playground")
    widget.get_by_role("button", name="Train").click()
    page.until("play.steps > 200")
    frames, steps = [], []
    for _ in range(repeats):
        began, first, now = page.kernel("play.steps"), page.frames(widget), clock(page)
        page.page.wait_for_timeout(1000 * seconds)
        elapsed = (clock(page) - now) / 1000
        frames.append((page.frames(widget) - first) / elapsed)
        steps.append((page.kernel("play.steps") - began) / elapsed)
    return median(frames), median(steps)


def peer_rates(page, seconds, repeats):
    """The same of a loop around matplotlib: pictures seen in the page."""
    page.page.evaluate(WATCH)
    frames, steps = [], []
    for _ in range(repeats):
        began, first, now = page.kernel("run.steps"), pictures(page), clock(page)
        page.execute(f"train_and_draw({seconds}, present)")
        elapsed = (clock(page) - now) / 1000
        frames.append((pictures(page) - first) / elapsed)
        steps.append((page.kernel("run.steps") - began) / elapsed)
    return median(frames), median(steps)


def pictures(page):
    return page.page.evaluate("window.pictures")


def clock(page):
    return page.page.evaluate("performance.now()")


def answer_times(page, begin, act, seen, changed, moves):
    """Milliseconds from a control to a changed picture: the median and the 95th of a hundred."""
    widget = page.widget_of("cell-1")
    page.execute(begin)
    times = []
    for _ in range(moves + WARM):
        page.page.wait_for_timeout(400)
        times.append(widget.evaluate(ANSWER, [act, seen, changed]))
    return median(times[WARM:]), quantiles(times[WARM:], n=20)[-1]


def load():
    return " ".join(f"{average:.2f}" for average in os.getloadavg())


def measure(browser, course, chosen):
    """Measure in one notebook after the other, and print."""

    @contextlib.contextmanager
    def notebook(*cells):
        window = browser.new_page(viewport={"width": 1280, "height": 900})
        page = WidgetPage(window, course, None)
        page.open_cells("benchmark", *cells)
        page.run_all()
        try:
            yield page
        finally:
            page.shut_down()
            window.close()

    found = {}
    for name, code in (("Playground", OURS), ("Playground, learner's functions", LEARNERS)):
        with notebook(IMPORT, code) as page:
            found[name] = rates(page, chosen.seconds, chosen.repeats)
    for name, code in PEERS.items():
        with notebook(IMPORT, PEER, code) as page:
            found[name] = peer_rates(page, chosen.seconds, chosen.repeats)
    most = found["Playground"][0]
    rows = [("while it trains 2-8-8-1", "frames/s", "steps/s", "Playground's frames / these")]
    for name, (frames, steps) in found.items():
        rows.append((name, f"{frames:.1f}", f"{steps:,.0f}", f"{most / frames:.1f}"))
    show(*rows)
    print()
    rows = [("from a control to another picture", "median ms", "95 % ms")]
    for name, (code, *how) in ANSWERS.items():
        with notebook(IMPORT, code) as page:
            times = answer_times(page, *how, chosen.moves)
        rows.append((name, *(f"{time:.0f}" for time in times)))
    show(*rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=10, help="of each repeat (default: 10)")
    parser.add_argument("--repeats", type=int, default=3, help="of each rate (default: 3)")
    parser.add_argument("--moves", type=int, default=20, help="of each control (default: 20)")
    chosen = parser.parse_args()
    # Begun in the background of a shell it would ignore Ctrl-C, and so would its server.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print(f"{os.cpu_count()} cores; load average before: {load()}")
    place = Path(tempfile.mkdtemp(prefix="bpcourse-widgets-"))
    course = server.begin(place)
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("BPCOURSE_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
            measure(browser, course, chosen)
            browser.close()
    finally:
        course.end()
        shutil.rmtree(place)
    print(f"\nload average after: {load()}")


if __name__ == "__main__":
    main()
