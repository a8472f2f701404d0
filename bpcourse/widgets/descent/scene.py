"""What the page and the twin draw, as plain dicts: numbers in pixels, pieces of SVG, sentences.

A scene belongs to a loss and changes with it alone; a result belongs to a race. Paths are sent as
bytes of float32, which reach the page without being written out.
"""

import numpy as np

from ..charts.axis import Axis
from ..charts.parts import short
from .curvature import Curvature, words_on
from .geometry import (
    CHART,
    DATA,
    FAR,
    PLANE,
    axes_picture,
    chart_axes,
    label_places,
    pixels,
    plane_axes,
    plane_picture,
    style_of,
)
from .landscape import Landscape
from .race import Run
from .words import Told, title

APART = 9  # pixels between two markers on a path
ROWS = 11  # of the table


def scene_of(landscape: Landscape, data: tuple[np.ndarray, np.ndarray] | None) -> dict:
    """The picture of a loss; with the data of a line fit, their picture too."""
    ranges = [list(pair) for pair in landscape.ranges]
    scene = {
        "name": landscape.name,
        "names": list(landscape.names),
        "ranges": ranges,
        "plane": {**PLANE, "svg": plane_picture(landscape)},
        "chart": CHART,
        "data": None,
    }
    if data is not None:
        x, y = data_axes(*data)
        points = np.stack([x.at(data[0]), y.at(data[1])], axis=1)
        scene["data"] = {
            **DATA,
            "svg": axes_picture(x, y, DATA),
            "points": np.round(points, 1).tolist(),
        }
    return scene


def data_axes(x: np.ndarray, y: np.ndarray) -> tuple[Axis, Axis]:
    """The axes of the data, with room around them."""
    across, up = Axis("x", fixed=_around(x, 0.06)), Axis("y", fixed=_around(y, 0.3))
    across.place(DATA["left"], DATA["right"], 55)
    up.place(DATA["bottom"], DATA["top"], 28)
    return across, up


def _around(values: np.ndarray, part: float) -> tuple[float, float]:
    room = part * float(np.ptp(values)) or 1.0
    return float(values.min()) - room, float(values.max()) + room


def result_of(
    runs: dict[str, Run],
    told: dict[str, Told],
    landscape: Landscape,
    curvature: Curvature | None,
    lr: float,
    start: tuple[float, float],
    data: tuple[np.ndarray, np.ndarray] | None,
) -> dict:
    """All that a race shows."""
    all_runs = list(runs.values())
    steps = len(all_runs[0].losses) - 1 if all_runs else 0
    plane, chart = plane_axes(landscape), chart_axes(all_runs, steps)
    walked = [pixels(run.path, *plane) for run in all_runs]
    for points, each in zip(walked, told.values(), strict=True):
        if each.kind == "blows up":
            _cut(points)
    fallen = [_chart_pixels(run, *chart) for run in all_runs]
    places = label_places(walked, PLANE, list(runs))
    ends = _chart_labels(fallen)
    shown = []
    for n, (name, run) in enumerate(runs.items()):
        shown.append(
            {
                "name": name,
                **style_of(run.optimizer.style),
                "kind": told[name].kind,
                "words": told[name].words,
                "taken": max(run.taken, 0),
                "path": _bytes(walked[n]),
                "marks": _marks(walked[n]),
                "label": [round(at, 1) for at in places[n]],
                "chart": _bytes(fallen[n]),
                "chartMarks": _some(fallen[n]),
                "chartLabel": ends[n],
                "fit": _bytes(_fits(run.path, data)) if data is not None else None,
            }
        )
    watch, meaning = words_on(curvature, lr)
    return {
        "steps": steps,
        "start": np.round(pixels(np.array(start), *plane), 1).tolist(),
        "runs": shown,
        "title": title(told),
        "startFit": None if data is None else _fits(np.array([start]), data)[0].tolist(),
        "chartTitle": _lowest(all_runs),
        "axes": axes_picture(*chart, CHART),
        "watch": watch,
        "meaning": meaning,
        **_table(runs, steps),
    }


def _cut(points: np.ndarray) -> None:
    """End a path that never returns soon after it has left, or it would paint the picture over."""
    low = np.array([PLANE["left"], PLANE["top"]])
    high = np.array([PLANE["right"], PLANE["bottom"]])
    room = (high - low) / 2
    out = np.flatnonzero(((points < low - room) | (points > high + room)).any(axis=1))
    if len(out):
        points[out[0] + 1 :] = np.nan


def _bytes(points: np.ndarray) -> bytes:
    return np.ascontiguousarray(points, dtype="<f4").tobytes()


def _chart_pixels(run: Run, x: Axis, y: Axis) -> np.ndarray:
    steps = np.arange(len(run.losses))
    points = pixels(np.stack([steps, run.losses], axis=1), x, y)
    if y.log:
        points[run.losses == 0, 1] = FAR  # below every power of ten
    return points


def _chart_labels(curves: list[np.ndarray]) -> list[list[float] | None]:
    """Where names stand beside the curves: at the height of their ends, pushed apart."""
    ends: list[tuple[float, int]] = []
    for n, curve in enumerate(curves):
        alive = np.flatnonzero(np.isfinite(curve).all(1))
        if len(alive):
            height = np.clip(curve[alive[-1], 1], CHART["top"] + 4, CHART["bottom"])
            ends.append((float(height), n))
    ends.sort()
    heights = [height for height, _ in ends]
    for n in range(1, len(heights)):
        heights[n] = max(heights[n], heights[n - 1] + 15)
    for n in range(len(heights) - 1, -1, -1):  # and back up, where the last ones left the paper
        most = CHART["bottom"] + 2 - 15 * (len(heights) - 1 - n)
        heights[n] = min(heights[n], most)
    places: list[list[float] | None] = [None] * len(curves)
    for height, (_, n) in zip(heights, ends, strict=True):
        places[n] = [CHART["right"] + 10, round(height, 1)]
    return places


def _marks(path: np.ndarray) -> list[int]:
    """Steps at which a path gets a marker: each, unless they stand too close."""
    marks = [0]
    for n in range(1, len(path)):
        if np.hypot(*(path[n] - path[marks[-1]])) >= APART:
            marks.append(n)
    return marks[:80]


def _some(curve: np.ndarray) -> list[int]:
    alive = np.flatnonzero(np.isfinite(curve).all(1))
    return [int(n) for n in alive[np.linspace(0, len(alive) - 1, min(7, len(alive))).astype(int)]]


def _fits(path: np.ndarray, data: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The line of every step: its height at the left and the right edge of the data's picture."""
    x, y = data_axes(*data)
    with np.errstate(all="ignore"):
        heights = [path[:, 0] * at + path[:, 1] for at in x.fixed]
        return np.clip(np.stack([y.at(height) for height in heights], axis=1), -4000, 4000)


def _lowest(runs: list[Run]) -> str:
    ends = {run.optimizer.name: run.losses[run.taken] for run in runs if run.taken >= 0}
    ends = {name: loss for name, loss in ends.items() if np.isfinite(loss)}
    if not ends:
        return "No loss to show"
    least = short(float(min(ends.values())))
    best = [name for name, loss in ends.items() if short(float(loss)) == least]
    if len(runs) == 1:
        return f"{best[0]} ends at a loss of {least}"
    if len(best) == 1:
        return f"{best[0]} ends lowest: a loss of {least}"
    if len(best) == len(runs):
        return f"All end at a loss of {least}"
    return f"{', '.join(best[:-1])} and {best[-1]} end lowest: a loss of {least}"


def _table(runs: dict[str, Run], steps: int) -> dict:
    at = sorted({round(n) for n in np.linspace(0, steps, min(ROWS, steps + 1))})
    rows = [
        [
            str(n),
            *(
                short(float(run.losses[n])) if np.isfinite(run.losses[n]) else "–"
                for run in runs.values()
            ),
        ]
        for n in at
    ]
    return {"heads": ["step", *(f"loss of {name}" for name in runs)], "rows": rows}
