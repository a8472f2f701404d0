"""The sentences of a report."""

import textwrap

import numpy as np

from .layers import join
from .locate import entry_name

SHOWN = 5  # wrong entries of an array
ROUGHLY = 1e-4  # of a gradient's length: where rounding hides more, it is said
WIDTH = 88  # characters a line
MOVED = (
    "At the parameters given, or too near to tell, the loss has a kink or a jump. So all of this "
    "was measured a random step of 0.001 away."
)


def sentences(report):
    """List what a report says below its table.

    Parameters
    ----------
    report : Report

    Returns
    -------
    list of str
    """
    parts = [[_summary(report)]]
    parts += [_fault(names, fault) for names, fault in _alike(report.faults)]
    parts += [[report.layer_words]] if report.layer_words else []
    parts += [[words] for check in report.checks for words in _remarks(check, report)]
    if report.moved:
        parts.append([MOVED])
    rough = any(check.resolution > ROUGHLY for check in report.checks)
    if rough and np.float32(report.start) == report.start:
        parts.append(["The loss seems to be computed in float32, whose seven digits are too few."])
    parts.append([_cost(report)])
    lines = []
    for first, *rest in parts:
        lines += ["", *textwrap.wrap(first, WIDTH), *rest]
    return lines[1:]


def _summary(report):
    count = len(report.checks)
    wrong = [check.name for check in report.checks if check.verdict == "wrong"]
    if wrong and count == 1:
        return "The gradient is wrong."
    if wrong:
        return f"{len(wrong)} of {count} gradients {'is' if len(wrong) == 1 else 'are'} wrong."
    if not report.ok:
        bad = [check.name for check in report.checks if check.verdict in ("not finite", "unclear")]
        return f"Nothing is known of {join(bad)}."
    told = [check for check in report.checks if check.verdict == "agrees"]
    if len(told) < count:
        return f"Nothing is wrong; {len(told)} of {count} gradients could be measured."
    return "The gradient agrees." if count == 1 else f"All {count} gradients agree."


def _alike(faults):
    """Put arrays of which the same is true together: names, and the fault of the first."""
    groups = {}
    for name, fault in faults.items():
        if not fault.empty:
            groups.setdefault(fault.relation or name, []).append(name)
    return [(names, faults[names[0]]) for names in groups.values()]


def _fault(names, fault):
    name, entries = names[0], list(fault.entries.items())[:SHOWN]
    if fault.relation and len(names) > 1:
        lines = [f"Of {join(names)} the same is true: each {fault.relation}."]
    elif fault.relation:
        lines = [f"{name} {fault.relation}."]
    elif fault.only:
        lines = [f"Wrong in {name} is only {fault.only}; all the rest agrees."]
        if all(analytic == 0 for analytic, _ in fault.entries.values()):
            lines.append("The gradient is 0 there, and the loss does change with it.")
    elif fault.complete:
        lines = [f"{len(fault.entries)} of {len(fault.measured)} entries of {name} are wrong:"]
    else:
        lines = [f"At least {len(fault.entries)} entries of {name} are wrong:"]
    if entries:
        head = ("entry", "analytic", "numeric")
        rows = [
            (entry_name(name, index), f"{analytic:.6g}", f"{numeric:.6g}")
            for index, (analytic, numeric) in entries
        ]
        lines += ["    " + line for line in table([head, *rows], left=1)]
    return lines


def _remarks(check, report):
    crossed = sum(finding.crossed for finding in check.findings)
    if check.verdict == "not finite" and check.odd is None:
        yield f"{check.name}: the gradient is too long to be measured."
    elif check.verdict == "not finite":
        index, value = check.odd
        yield (
            f"{check.name}: the gradient holds numbers that are not finite; the first is "
            f"{entry_name(check.name, index)}, {value}."
        )
    elif check.verdict == "too small":
        yield (
            f"{check.name}: too small to be measured. A loss of {report.start:.3g} is rounded, and "
            f"shows no slope below {check.resolution * check.size:.0e}; the length of this "
            f"gradient is {check.size:.0e}."
        )
    elif check.verdict == "kink":
        yield (
            f"{check.name}: the slope changes however short the step is. This is a kink, where "
            "there is no derivative, or many kinks are near; nothing can be said."
        )
    elif check.verdict == "unclear":
        yield (
            f"{check.name}: no two steps measure the same slope. Perhaps the loss jumps here, "
            "or is not defined beside it."
        )
    elif crossed:
        yield (
            f"{check.name}: {crossed} of {len(check.findings)} steps crossed a kink (such as "
            "relu's at 0) or a sharp bend; shorter ones agree."
        )
    if check.verdict == "agrees" and check.resolution > ROUGHLY:
        yield (
            f"{check.name}: measured to {check.resolution:.0e} of its length only; rounding of a "
            f"loss of {report.start:.3g} hides what is smaller."
        )


def _cost(report):
    words = f"Evaluations of the loss: {report.cost} to check"
    if report.faults:
        words += f", {report.cost_of_faults} of at most {report.budget} to localise"
        if any(fault.exhausted for fault in report.faults.values()):
            words += "; they ran out before the search was over"
    return words + "."


def table(rows, left):
    """Align rows of text in columns: the first columns to the left, the rest to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
