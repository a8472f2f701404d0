"""Verdicts made by hand, for the words that are said of them."""

import numpy as np

from bpcourse.grading import Diagnosis, Output, Verdict


def output(name, got, want, probe="a probe", **fields):
    """An output as the judge records it."""
    if got is None:
        return Output(name, probe, ok=False, want_shape=list(np.shape(want)), **fields)
    got, want = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    made = Output(name, probe, ok=np.array_equal(got, want), **fields)
    made.shape, made.want_shape = list(got.shape), list(want.shape)
    if made.ok or got.shape == want.shape:
        made.rel = float(np.linalg.norm(got - want)) if np.isfinite(got).all() else None
    if not made.ok:
        made.got, made.want = got.tolist(), want.tolist()
        if got.shape == want.shape:
            gap = np.nan_to_num(np.abs(got - want), nan=np.inf)
            index = np.unravel_index(np.argmax(gap), want.shape)
            made.worst = {"index": list(map(int, index)), "got": got[index], "want": want[index]}
    return made


def failed(*outputs, named=(), status="failed", **fields):
    """A verdict with a diagnosis for each wrong output; those `named` have words."""
    wrong = dict.fromkeys(o.name for o in outputs if not o.ok and o.shape is not None)
    diagnoses = [
        Diagnosis("misconception", "key", n, "recognised", f"Words on {n}.")
        if n in named
        else Diagnosis("fallback", "differs", n, "observed", "")
        for n in wrong
    ]
    return Verdict("f", status, points=2.0, outputs=list(outputs), diagnoses=diagnoses, **fields)
