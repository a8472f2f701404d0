import runpy
import zipfile
from importlib import resources
from io import BytesIO
from pathlib import Path

import numpy as np
import sklearn.datasets

from bpcourse.data import load_digits

DATA = resources.files("bpcourse.data")
SHIPPED = DATA.joinpath("digits.npz")


def test_the_digits_are_those_of_scikit_learn():
    want_x, want_y = sklearn.datasets.load_digits(return_X_y=True)
    x, y = load_digits()
    assert x.shape == (1797, 64)
    assert x.dtype == np.float64
    np.testing.assert_array_equal(x * 16, want_x)
    assert y.shape == (1797,)
    assert y.dtype == np.int64
    np.testing.assert_array_equal(y, want_y)


def test_every_call_gives_arrays_of_its_own():
    x, y = load_digits()
    x[:], y[:] = -1, -1
    again_x, again_y = load_digits()
    assert again_x.min() == 0
    assert again_y.min() == 0


def test_the_archive_holds_two_plain_arrays_of_bytes():
    with np.load(BytesIO(SHIPPED.read_bytes()), allow_pickle=False) as archive:
        assert {name: archive[name].dtype for name in archive.files} == {
            "x": np.uint8,
            "y": np.uint8,
        }


def test_the_script_makes_the_archive_that_ships():
    # Compared unpacked: another build of zlib may pack the same bytes in another way.
    make = runpy.run_path(str(Path(__file__).with_name("make_digits.py")))
    assert members(make["digits_npz"]()) == members(SHIPPED.read_bytes())


def members(archive_bytes):
    with zipfile.ZipFile(BytesIO(archive_bytes)) as archive:
        return [
            (info.filename, info.date_time, info.create_system, archive.read(info))
            for info in archive.infolist()
        ]


def test_the_licence_ships_beside_the_data():
    text = DATA.joinpath("LICENSE-digits.txt").read_text(encoding="utf-8")
    for fact in [
        "Alpaydin",
        "Kaynak",
        "CC BY 4.0",
        "creativecommons.org/licenses/by/4.0",
        "C50P49",
    ]:
        assert fact in text
