"""Text that came from learners, made harmless for where it goes.

Whatever goes into a page is escaped there; this is for the rest: a line on the screen, a cell
of a spreadsheet, the name of a file.
"""

import itertools
import unicodedata
from collections.abc import Sequence

# Spreadsheets take text that begins with one of these for a formula.
FORMULA = tuple("=+-@＝＋－＠")

# Marks that turn the direction of writing, and so make a name look like another one.
TURNS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Names that Windows keeps for devices, with any ending.
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}


def one_line(text: str, limit: int = 300) -> str:
    """Text on one line that can neither steer a terminal nor turn the writing around."""
    line = " ".join("".join(map(_harmless, text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _harmless(character: str) -> str:
    if character.isspace():
        return " "
    if character in TURNS or unicodedata.category(character) in {"Cc", "Cs"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character


def spreadsheet_text(text: str) -> str:
    """One line that a spreadsheet shows as it is: what looks like a formula gets a ``'``."""
    line = one_line(text, limit=2000)
    return "'" + line if line.startswith(FORMULA) else line


def file_names(names: Sequence[str]) -> list[str]:
    """Give every name a file name of its own, without ending, in the same order.

    No two are equal, not even where a file system takes capitals for small letters. A name that
    is safe as it is has the first claim to itself.
    """
    wanted = [_file_name(name) for name in names]
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for i in sorted(range(len(names)), key=lambda i: wanted[i] != names[i]):
        if wanted[i].casefold() not in taken:
            taken.add(wanted[i].casefold())
            chosen[i] = wanted[i]
    for i, name in enumerate(wanted):
        if i not in chosen:
            numbered = (f"{name}-{n}" for n in itertools.count(2))
            chosen[i] = next(text for text in numbered if text.casefold() not in taken)
            taken.add(chosen[i].casefold())
    return [chosen[i] for i in range(len(names))]


def _file_name(name: str) -> str:
    text = unicodedata.normalize("NFC", one_line(name))
    text = "".join(c if c in " -_.()" or unicodedata.category(c)[0] in "LMN" else "_" for c in text)
    # 200 bytes: a file name has 255, and a number and an ending are still to come.
    text = text.encode()[:200].decode(errors="ignore").strip(" .")
    if text.split(".")[0].upper() in DEVICES:
        text = "_" + text
    return text or "learner"
