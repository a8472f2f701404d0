"""Make bpcourse/data/digits.npz from the copy of the digits that comes with scikit-learn.

Run it as ``python tests/data/make_digits.py``. It stands here, not beside the data, because
it needs scikit-learn, which whoever tests the course has and a learner has not.
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

DIGITS = Path(__file__).parents[2] / "bpcourse" / "data" / "digits.npz"

# The earliest time a zip file can hold: the same arrays shall give the same bytes on any day.
TIME = (1980, 1, 1, 0, 0, 0)


def digits_npz():
    """Return the bytes of the archive: x of 0..16 and the labels y, both as uint8."""
    x, y = load_digits(return_X_y=True)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in [("x.npy", x), ("y.npy", y)]:
            info = zipfile.ZipInfo(name, TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on Windows too
            member = io.BytesIO()
            np.save(member, array.astype(np.uint8))
            archive.writestr(info, member.getvalue(), compresslevel=9)
    return file.getvalue()


if __name__ == "__main__":
    DIGITS.write_bytes(digits_npz())
