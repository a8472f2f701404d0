"""The playground without a kernel: the network, the plane, the losses, and all numbers."""

import base64
import struct
import zlib
from html import escape
from typing import Any

import numpy as np
from contourpy import contour_generator

from .base import style_of
from .charts import Chart, marker, network, short, table
from .playground_frames import classes_of

LEGEND = (
    "Lines between neurons are weights, the wider the larger: blue and solid above 0, orange and "
    "dashed below. Circles are of class 0, squares of class 1; hollow ones are for validation. "
    "The plane's line is where the network changes its mind."
)
SIDE = 300  # pixels of the plane
STEEP = 30.0  # a larger loss is drawn on a log scale, as on the page
ROWS = 15  # of a long run, evenly taken
COLORS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#222222", "#767676"


def twin(run: Any, driven: str, trouble: Any) -> str:
    """Draw a run as it is now, as HTML that needs no script."""
    problem = trouble or run.trouble
    parts = [
        f"<p>{escape(_settings(run, driven))}</p>",
        f"<p>{escape(_state(run))}</p>",
        _note(f"{problem.title} {problem.words}", " bpc-warn") if problem else "",
        *(_note(words) for words in run.remarks),
        '<div class="bpc-panels">',
        network(run.sizes, run.params, "The network and its weights", width=330, height=300),
        _plane(run),
        _losses(run),
        "</div>",
        f"<p>{LEGEND}</p>",
        _steps(run),
        _checks(run),
        _weights(run),
    ]
    return f'{style_of("playground")}<div class="bpc-widget bpc-playground">{"".join(parts)}</div>'


def _note(words: str, kind: str = "") -> str:
    return f'<p class="bpc-note{kind}">{escape(words)}</p>'


def _settings(run: Any, driven: str) -> str:
    settings = run.settings
    data = settings.data if isinstance(settings.data, str) else "own arrays"
    noise = "" if settings.noise is None else f", noise {settings.noise:g}"
    words = (
        f"{'-'.join(map(str, run.sizes))} network, {run.activation}, on {data}{noise} "
        f"({len(run.x)} examples to train, {len(run.x_val)} to validate). {settings.optimizer}, "
        f"learning rate {settings.lr:g}, batches of {settings.batch_size}, L2 {settings.l2:g}, "
        f"seed {settings.seed}."
    )
    return words + (f" It is {driven}." if driven else "")


def _state(run: Any) -> str:
    right, right_val = run.accuracy
    return (
        f"Step {run.steps:,} (epoch {run.epochs:.1f}): training loss {short(run.train_loss)}, "
        f"validation loss {short(run.val_loss)}; {right:.1%} and {right_val:.1%} right; "
        f"{run.count:,} parameters."
    )


def _plane(run: Any) -> str:
    """The field as a picture with see-through colours, so that it fits light and dark paper."""
    field = run.field(80)
    if classes_of(run) == 2:
        chance = np.nan_to_num(field, nan=0.5)
        classes, strength = (chance > 0.5).astype(int), np.abs(2 * chance - 1) * 0.6
    else:
        classes = field.astype(int)
        strength = np.full(field.shape, 0.42)
    palette = np.array([[int(color[n : n + 2], 16) for n in (1, 3, 5)] for color in COLORS])
    alpha = (255 * strength)[:, :, None]
    pixels = np.concatenate([palette[classes % 8], alpha], axis=2).astype(np.uint8)
    image = f'<image href="{_png(pixels)}" width="{SIDE}" height="{SIDE}"/>'
    return (
        f'<svg viewBox="-1 -24 {SIDE + 2} {SIDE + 26}" width="{SIDE}" role="img" '
        'style="max-width:100%;height:auto"><title>What it says of every point</title>'
        '<text y="-8" font-size="13.5" font-weight="600" fill="currentColor">'
        f"What it says of every point</text>{image}{_lines(field, classes_of(run))}{_points(run)}"
        f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#767676"/></svg>'
    )


def _lines(field: np.ndarray, classes: int) -> str:
    """Where one class ends and another begins."""
    parts = [field] if classes == 2 else [field == n for n in range(classes)]
    scale = SIDE / len(field)
    paths = [
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (line + 0.5) * scale)
        for part in parts
        for line in contour_generator(z=np.nan_to_num(part, nan=0.5)).lines(0.5)
    ]
    look = "fill:none;stroke:var(--bpc-ink, currentColor);stroke-width:1.6"
    return f'<path d="{"".join(paths)}" style="{look}"/>'


def _points(run: Any) -> str:
    x0, x1, y0, y1 = run.bounds
    drawn = []
    for x, labels, hollow in ((run.x, run.y, False), (run.x_val, run.y_val, True)):
        across = SIDE * (x[:, 0] - x0) / (x1 - x0)
        down = SIDE * (1 - (x[:, 1] - y0) / (y1 - y0))
        for a, b, label in zip(across, down, labels, strict=True):
            color = f"var(--bpc-class-{label % 8}, {COLORS[label % 8]})"
            look = {"fill": "var(--bpc-paper, #fff)", "stroke": color} if hollow else {}
            drawn.append(marker(a, b, int(label), 3, **look))
    return "".join(drawn)


def _png(pixels: np.ndarray) -> str:
    """An array (rows, columns, 4) as the address of a PNG."""
    rows, columns, _ = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return "data:image/png;base64," + base64.b64encode(data).decode()


def _losses(run: Any) -> str:
    history = run.history()
    losses = np.append(history["train"], history["val"])
    seen = losses[np.isfinite(losses) & (losses > 0)]
    log = bool(len(seen)) and seen.max() > STEEP and seen.max() > STEEP * seen.min()
    label = "loss (log scale)" if log else "loss"
    chart = Chart(340, 300, title="The loss, step by step", x="step", y=label, y_log=log)
    chart.line(history["step"], history["train"], label="training", style=0)
    chart.line(history["step"], history["val"], label="validation", style=1)
    if run.steps < run.last:
        chart.mark(run.steps, f"rewound to {run.steps:,}")
    return chart.svg(describe=_state(run))


def _steps(run: Any) -> str:
    history = run.history()
    count = len(history["step"])
    chosen = np.unique(np.linspace(0, count - 1, min(count, ROWS)).astype(int))
    norms = history["gradient_norms"]
    layers = [f"gradient norm, layer {n + 1}" for n in range(norms.shape[1])]
    rows = [
        [f"{int(history['step'][n]):,}", history["train"][n], history["val"][n], *_known(norms[n])]
        for n in chosen
    ]
    heads = ["step", "training loss", "validation loss", *layers]
    return table("Losses and gradient norms", heads, rows)


def _known(norms: np.ndarray) -> list:
    """Before the first step there is no gradient."""
    return [float(norm) if np.isfinite(norm) else "–" for norm in norms]


def _checks(run: Any) -> str:
    if not run.checks:
        return ""
    rows = [
        [f"d{name}", float(check.analytic), float(check.numeric), "agrees" if check.ok else "wrong"]
        for name, check in run.checks.items()
    ]
    heads = ["gradient", "yours", "measured", ""]
    return table("Your gradient along a random direction", heads, rows)


def _weights(run: Any) -> str:
    rows, widest = [], max(run.sizes[:-1])
    params = run.params
    for layer in range(1, len(run.sizes)):
        w, b = params[f"w{layer}"], params[f"b{layer}"]
        for unit in range(w.shape[1]):
            name = f"layer {layer}, neuron {unit + 1}"
            blank = [""] * (widest - w.shape[0])
            rows.append([name, float(b[unit]), *map(float, w[:, unit]), *blank])
    heads = ["neuron", "bias", *(f"from {n + 1}" for n in range(widest))]
    return f"<details><summary>Weights and biases</summary>{table('', heads, rows)}</details>"
