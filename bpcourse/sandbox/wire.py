"""What crosses between the grader and the child: frames of JSON and arrays.

A frame is a nonce, a length and a payload; a payload is a JSON message and arrays in .npy form.
Whoever reads one trusts nothing in it: no pickle, no object dtype, and every length is checked
before anything is made from it. The file is used on both sides, so it imports the standard
library and NumPy only.
"""

import io
import json
import math
import re
import struct

import numpy as np

NONCE = 16
PREFIX = struct.Struct(f">{NONCE}sI")
MAX_ARRAYS = 1000
MAX_AXES = 32
MAX_NAME = 100

_LENGTH = struct.Struct(">I")
_NPY = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)"
    rb"\{'descr': '(?P<dtype>\|b1|\|[iu]1|<[iu][248]|<f[248])', 'fortran_order': False, "
    rb"'shape': \((?P<shape>|[0-9]{1,19},|[0-9]{1,19}(?:, [0-9]{1,19})+)\), \} *\n",
    re.DOTALL,
)


class BadFrame(ValueError):
    """Bytes that are not what the protocol says."""


def frame(nonce: bytes, payload: bytes) -> bytes:
    """Put a nonce and the length before a payload."""
    return PREFIX.pack(nonce, len(payload)) + payload


def pack(message: dict, arrays: dict[str, np.ndarray]) -> bytes:
    """Make a payload."""
    blobs = [encode(array) for array in arrays.values()]
    sizes = [[name, len(blob)] for name, blob in zip(arrays, blobs, strict=True)]
    head = json.dumps({"message": message, "arrays": sizes}).encode()
    return b"".join([_LENGTH.pack(len(head)), head, *blobs])


def unpack(payload: bytes, max_head: int | None = None) -> tuple[dict, dict[str, np.ndarray]]:
    """Read a payload: the message and the arrays.

    Parameters
    ----------
    payload : bytes
    max_head : int, optional
        How long the JSON may be: a short text can unfold to very much memory.

    Raises
    ------
    BadFrame
        If anything is not as `pack` would have made it.
    """
    if len(payload) < _LENGTH.size:
        raise BadFrame("a payload without a header")
    (length,) = _LENGTH.unpack_from(payload)
    start = _LENGTH.size + length
    if start > len(payload) or (max_head is not None and length > max_head):
        raise BadFrame(f"a header of {length} bytes")
    try:
        head = json.loads(payload[_LENGTH.size : start])
    except (ValueError, RecursionError) as e:
        raise BadFrame("a header that is not JSON") from e
    if not isinstance(head, dict) or not isinstance(head.get("message"), dict):
        raise BadFrame("a header without a message")
    arrays = {}
    for name, size in _sizes(head.get("arrays")):
        if name in arrays or start + size > len(payload):
            raise BadFrame("arrays that are not there")
        arrays[name] = decode(payload[start : start + size])
        start += size
    if start != len(payload):
        raise BadFrame("bytes that belong to no array")
    return head["message"], arrays


def _sizes(table):
    if not isinstance(table, list) or len(table) > MAX_ARRAYS:
        raise BadFrame("a header without a table of arrays")
    for row in table:
        if not (
            isinstance(row, list)
            and len(row) == 2
            and isinstance(row[0], str)
            and len(row[0]) <= MAX_NAME
            and type(row[1]) is int
            and row[1] >= 0
        ):
            raise BadFrame("a table of arrays that cannot be read")
        yield row


def encode(array: np.ndarray) -> bytes:
    """An array of real numbers in .npy form, little-endian and in C order."""
    if array.dtype.kind not in "biuf":
        raise TypeError(f"arrays of dtype {array.dtype} do not cross")
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)  # long double differs between machines
    array = array.astype(array.dtype.newbyteorder("<"), order="C")
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def decode(blob: bytes) -> np.ndarray:
    """Read an array, and nothing but an array of real numbers.

    Raises
    ------
    BadFrame
        If the header is not exactly one that `encode` writes, or the data do not fit it.
    """
    match = _NPY.match(blob)
    if match is None or match.end() != 10 + int.from_bytes(match["length"], "little"):
        raise BadFrame("an array whose header cannot be read")
    shape = tuple(int(size) for size in match["shape"].split(b",") if size)
    dtype = np.dtype(match["dtype"].decode())
    if len(shape) > MAX_AXES or math.prod(shape) * dtype.itemsize != len(blob) - match.end():
        raise BadFrame(f"an array of shape {shape} with data of another size")
    try:
        return np.frombuffer(blob, dtype, offset=match.end()).reshape(shape).copy()
    except ValueError as e:  # such as (0, 10**18), which has no data and cannot be
        raise BadFrame(f"an array of shape {shape}") from e
