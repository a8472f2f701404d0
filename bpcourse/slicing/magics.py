"""What is in a cell and is not Python: magics, shell lines, questions for help.

Lines are emptied and never removed, so that line numbers stay those of the cell.
"""

import re

# The body of these runs as Python in the notebook's own namespace. Any other body is dropped.
PYTHON_BODIES = {"time", "timeit", "capture", "prun", "debug", "memit"}

_CELL_MAGIC = re.compile(r"%%\s*([\w.]*)")
_LINE = re.compile(r"\s*(?:[%!?]|[\w.,\s\[\]'\"]+=\s*[%!])")  # %magic, !shell, ?help, x = !shell
_HELP = re.compile(r"\s*[%\w.*\[\]'\"]+\?{1,2}\s*(?:#.*)?$")  # np.sum?, np.sum??

# What a scanner must tell apart to know where a statement can begin.
_TOKEN = re.compile(
    r"""(?P<comment>\#.*)
    | (?P<open>[(\[{]) | (?P<close>[)\]}])
    | (?P<triple>'''|\"\"\")
    | (?P<string>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*")
    | (?P<loose>['"].*)""",
    re.VERBOSE,
)


def without_magics(source: str) -> str:
    """Empty the lines of a cell that are IPython's and not Python's."""
    lines = source.split("\n")
    while (first := _first_written(lines)) is not None and lines[first].startswith("%%"):
        if _CELL_MAGIC.match(lines[first]).group(1) not in PYTHON_BODIES:
            return "\n" * (len(lines) - 1)
        lines[first] = ""
    return "\n".join(_without_line_magics(lines))


def _first_written(lines):
    return next((i for i, line in enumerate(lines) if line.strip()), None)


def _without_line_magics(lines):
    """Put `pass` for each such line where a statement can begin: `% b` inside brackets is code."""
    kept = []
    depth, quote, continued, in_magic = 0, None, False, False
    for line in lines:
        begins = depth == 0 and quote is None and not continued
        in_magic = (in_magic and continued) or (begins and _is_magic(line))
        if in_magic:
            kept.append(line[: len(line) - len(line.lstrip())] + "pass" if begins else "")
            continued = line.endswith("\\")
        else:
            kept.append(line)
            depth, quote, continued = _scan(line, depth, quote)
    return kept


def _is_magic(line):
    return bool(_LINE.match(line) or _HELP.match(line))


def _scan(line, depth, quote):
    """Carry the depth of brackets and an open triple quote over one line.

    Returns
    -------
    depth, quote, continued
        `continued` tells that a backslash joins the next line to this one.
    """
    at = 0
    while True:
        if quote:
            end = re.compile(r"(?:\\.|[^\\])*?" + quote).match(line, at)
            if end is None:
                return depth, quote, False
            at, quote = end.end(), None
        token = _TOKEN.search(line, at)
        if token is None:
            return depth, None, line.endswith("\\")
        at = token.end()
        if token["comment"]:
            return depth, None, False
        if token["open"]:
            depth += 1
        elif token["close"]:
            depth = max(depth - 1, 0)
        elif token["triple"]:
            quote = token["triple"]
