"""Frames and arrays: what is sent comes back, and nothing else comes in."""

import io
import json
import struct

import numpy as np
import pytest

from bpcourse.sandbox import Call, wire
from bpcourse.sandbox.replies import read_answer, read_cpu, read_error, read_reply

ARRAYS = [
    np.float64(3.5),
    np.arange(6).reshape(2, 3),
    np.zeros((0, 4)),
    np.zeros((3, 0)),
    np.array([True, False]),
    np.array([[1.5]], dtype=np.float16),
    np.array([np.nan, np.inf, -0.0]),
    np.ones((1,) * 9, dtype=np.uint8),
]


@pytest.mark.parametrize("array", ARRAYS, ids=repr)
def test_there_and_back(array):
    array = np.asarray(array)
    message, arrays = wire.unpack(wire.pack({"a": [1, None, "é"]}, {"x": array, "y": array}))
    assert message == {"a": [1, None, "é"]}
    assert list(arrays) == ["x", "y"]
    for got in arrays.values():
        assert (got.dtype, got.shape, got.tobytes()) == (array.dtype, array.shape, array.tobytes())
        assert got.flags.writeable


@pytest.mark.parametrize("array", [np.array([None]), np.array(["a"]), np.array([1j])], ids=repr)
def test_other_kinds_do_not_cross(array):
    with pytest.raises(TypeError, match="do not cross"):
        wire.encode(array)


def npy(header, data=b"", version=b"\x01\x00"):
    header = header.encode() + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(header)) + header + data


def described(descr="'<f8'", order="False", shape="(2,)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


EIGHTS = bytes(16)
BAD_ARRAYS = {
    "nothing": b"",
    "no header": b"\x93NUMPY\x01\x00",
    "another version": npy(described(), EIGHTS, b"\x02\x00"),
    "objects": npy(described("'|O'"), EIGHTS),
    "text": npy(described("'<U2'"), EIGHTS),
    "a record": npy(described("[('a', '<f8')]"), EIGHTS),
    "complex": npy(described("'<c16'", shape="(1,)"), EIGHTS),
    "big-endian": npy(described("'>f8'"), EIGHTS),
    "a size that there is not": npy(described("'<f9'"), EIGHTS),
    "Fortran's order": npy(described(order="True"), EIGHTS),
    "too little data": npy(described(), EIGHTS[:-1]),
    "too much data": npy(described(), EIGHTS + b"x"),
    "a negative size": npy(described(shape="(-2,)"), EIGHTS),
    "a size as an expression": npy(described(shape="(1+1,)"), EIGHTS),
    "a giant": npy(described(shape="(9999999999999999999,)"), EIGHTS),
    "a giant without data": npy(described(shape=f"(0, {10**18}, {10**18})")),
    "too many axes": npy(described(shape="(" + ", ".join(["1"] * 33) + ")"), EIGHTS[:8]),
    "a thousand axes": npy(described(shape="(" + ", ".join(["1"] * 1000) + ")"), EIGHTS[:8]),
    "code in the header": npy(f"__import__('os')._exit(1) or {described()}", EIGHTS),
    "another length than it says": npy(described(), EIGHTS).replace(b"\0{", b"\1{", 1),
}


@pytest.mark.parametrize("blob", BAD_ARRAYS.values(), ids=BAD_ARRAYS)
def test_an_array_that_is_none_is_refused(blob):
    with pytest.raises(wire.BadFrame):
        wire.decode(blob)


def test_control_numpy_itself_would_unpickle():
    class Trap:
        def __reduce__(self):
            return print, ("unpickled",)

    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array([Trap()]), allow_pickle=True)
    with pytest.raises(wire.BadFrame):
        wire.decode(stream.getvalue())
    stream.seek(0)
    assert np.lib.format.read_array(stream, allow_pickle=True).tolist() == [None]


def payload(head, data=b""):
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    return struct.pack(">I", len(text)) + text + data


BLOB = wire.encode(np.zeros(2))
BAD_PAYLOADS = {
    "nothing": b"",
    "three bytes": b"\0\0\0",
    "a length beyond the end": struct.pack(">I", 100) + b"{}",
    "no JSON": payload(b"{"),
    "not UTF-8": payload(b"\xff\xfe\xfa"),
    "a list": payload([]),
    "no message": payload({"arrays": []}),
    "no arrays": payload({"message": {}}),
    "deep nesting": payload(b"[" * 100_000),
    "a giant number": payload(b'{"message": {}, "arrays": ' + b"9" * 5000 + b"}"),
    "too long a header": payload({"message": {"a": "x" * 2**18}, "arrays": []}),
    "a row of one": payload({"message": {}, "arrays": [["x"]]}),
    "a number for a name": payload({"message": {}, "arrays": [[1, len(BLOB)]]}, BLOB),
    "a long name": payload({"message": {}, "arrays": [["x" * 101, len(BLOB)]]}, BLOB),
    "a negative length": payload({"message": {}, "arrays": [["x", -1]]}, BLOB),
    "true for a length": payload({"message": {}, "arrays": [["x", True]]}, BLOB),
    "the same name twice": payload({"message": {}, "arrays": [["x", len(BLOB)]] * 2}, BLOB * 2),
    "an array that is not there": payload({"message": {}, "arrays": [["x", len(BLOB)]]}),
    "data of no array": payload({"message": {}, "arrays": []}, BLOB),
    "too many arrays": payload({"message": {}, "arrays": [[f"{i}", 0] for i in range(1001)]}),
}


@pytest.mark.parametrize("data", BAD_PAYLOADS.values(), ids=BAD_PAYLOADS)
def test_a_payload_that_is_none_is_refused(data):
    with pytest.raises(wire.BadFrame):
        wire.unpack(data, max_head=2**17)


ERROR = {"type": "E", "message": "m", "line": 3, "file": None, "function": "f", "inner": True}
ANSWER = {"kind": "answer", "error": None, "changed": ["x"], "printed": "p"}
CALL = Call("", {"x": np.zeros(1)})


def test_good_replies():
    kind, message, arrays = read_reply(wire.pack(ANSWER, {"y": np.ones(2)}))
    assert kind == "answer"
    answer = read_answer(message, arrays, CALL)
    assert (answer["changed"], answer["printed"], answer["error"]) == (["x"], "p", None)
    assert read_answer({**ANSWER, "error": ERROR}, {}, CALL)["error"] == ERROR
    assert read_cpu({"cpu_s": 9.0}, 2.0) == 2.0


@pytest.mark.parametrize("kind", [None, "passed", ["answer"], 1])
def test_a_reply_of_an_unknown_kind(kind):
    with pytest.raises(wire.BadFrame):
        read_reply(wire.pack({"kind": kind}, {}))


def test_arrays_come_with_answers_only():
    with pytest.raises(wire.BadFrame):
        read_reply(wire.pack({"kind": "done", "cpu_s": 1.0}, {"y": np.ones(2)}))


@pytest.mark.parametrize(
    "changes",
    [
        *({"changed": value} for value in (None, "x", ["y"], [1], [["x"]], {"x": 1})),
        *({"printed": value} for value in (None, 1, ["a"])),
        {"error": "E"},
    ],
    ids=repr,
)
def test_an_answer_with_a_wrong_field(changes):
    with pytest.raises(wire.BadFrame):
        read_answer({**ANSWER, **changes}, {}, CALL)


def test_an_error_comes_without_arrays():
    with pytest.raises(wire.BadFrame):
        read_answer({**ANSWER, "error": ERROR}, {"y": np.ones(2)}, CALL)


@pytest.mark.parametrize(
    "changes",
    [
        *({"line": value} for value in (0, -1, "3", 3.0, True, 10**9)),
        *({"inner": value} for value in (None, 1, "yes")),
        *({"type": value} for value in (None, 1)),
        {"message": ["m"]},
        {"file": 3},
        {"function": {}},
    ],
    ids=repr,
)
def test_an_error_with_a_wrong_field(changes):
    with pytest.raises(wire.BadFrame):
        read_error({**ERROR, **changes})


@pytest.mark.parametrize("value", [None, 1, "1.0", float("nan"), float("inf"), -1.0, True])
def test_a_time_that_is_none(value):
    with pytest.raises(wire.BadFrame):
        read_cpu({"cpu_s": value}, 1.0)


def test_text_is_capped_and_can_be_written():
    error = read_error({**ERROR, "message": "\ud800" + "x" * 10**5, "type": "T" * 10**4})
    assert len(error["message"]) == 2000
    assert len(error["type"]) == 100
    error["message"].encode()
