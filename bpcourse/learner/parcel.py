"""The one file that is handed in: a zip of the notebooks, with a list of what is in it.

The same work gives the same bytes, whenever and wherever it is packed. Nothing in the list names
a machine or a person.
"""

import hashlib
import json
import os
import zipfile
from pathlib import Path

from bpcourse.grading import versions

from .survey import Work
from .trouble import Trouble

NAME = "bpcourse-submission.zip"
LIST = "manifest.json"
MADE_BY = "bpcourse submit"
LARGE = 5_000_000  # from here on a notebook goes without its outputs, which are not graded
BEFORE_ALL = (1980, 1, 1, 0, 0, 0)


def write_parcel(works: list[Work], target: Path) -> int:
    """Pack notebooks, and return how many bytes that made.

    Raises
    ------
    Trouble
        If the target is a file that was not written here, or cannot be written.
    """
    if target.exists() and not is_ours(target):
        raise Trouble(
            f"{target.name} is there already and is no earlier submission, so it is left alone. "
            "Rename it, or name another file: bpcourse submit --out FILE"
        )
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        try:
            _pack(works, part)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
        return target.stat().st_size
    except OSError as e:
        raise Trouble(
            f"{target} cannot be written ({e.strerror or e}). Name another file: "
            "bpcourse submit --out FILE"
        ) from e


def is_ours(file: Path) -> bool:
    """Whether a file was written by `write_parcel`, and so may be replaced."""
    try:
        with zipfile.ZipFile(file) as parcel:
            listed = json.loads(parcel.read(LIST))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return False
    return isinstance(listed, dict) and listed.get("made_by") == MADE_BY


def _pack(works: list[Work], file: Path) -> None:
    listed, contents = [], {}
    for work in works:
        content = work.file.read_bytes()
        stripped = len(content) > LARGE
        if stripped:
            content = _without_outputs(content)
        name = f"{work.lesson.stem}.ipynb"
        contents[name] = content
        listed.append(
            {
                "lesson": work.lesson.number,
                "file": name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "outputs": "removed" if stripped else "as saved",
                "exercises": {one.name: one.state for one in work.found},
            }
        )
    manifest = {"made_by": MADE_BY, "format": 1, "versions": versions(), "notebooks": listed}
    contents = {LIST: json.dumps(manifest, indent=1).encode(), **contents}
    with zipfile.ZipFile(file, "w") as parcel:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, BEFORE_ALL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            parcel.writestr(entry, content)


def _without_outputs(content: bytes) -> bytes:
    """A notebook as it is, but for the outputs of its cells and the state of its widgets."""
    book = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    book.get("metadata", {}).pop("widgets", None)
    for cell in book["cells"]:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    return json.dumps(book, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")
