"""What is stored of an output, and when a fresh one says the same."""

import pytest

from bpcourse.authoring.notebooks import alike, text_of, text_only


def test_only_the_text_is_kept():
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "a\n"},
        {
            "output_type": "display_data",
            "data": {"text/plain": "<Figure>", "image/png": "aaaa", "text/html": "<p>"},
            "metadata": {"image/png": {"width": 3}},
        },
        {
            "output_type": "execute_result",
            "data": {"text/plain": "3", "application/vnd.bpcourse.verdict+json": {}},
            "metadata": {},
            "execution_count": 7,
        },
        {"output_type": "display_data", "data": {"text/html": "<p>"}, "metadata": {}},
    ]
    kept = text_only(outputs)
    assert [text_of(output) for output in kept] == ["a\n", "<Figure>", "3"]
    assert [output.get("data", {}).keys() for output in kept[1:]] == [{"text/plain"}] * 2
    assert kept[1].metadata == {}
    assert kept[2].execution_count is None
    assert text_only(kept) == kept


def test_what_is_printed_in_pieces_is_one_text():
    def printed(text, name="stdout"):
        return {"output_type": "stream", "name": name, "text": text}

    pieces = [printed("a\n"), printed("b\n"), printed("c\n", "stderr"), printed("d\n")]
    assert [text_of(output) for output in text_only(pieces)] == ["a\nb\n", "c\n", "d\n"]
    assert pieces[0]["text"] == "a\n"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("loss 0.1234", "loss 0.1234"),
        ("0.30000000000000004", "0.3"),
        ("0.30000000000000004", "0.30000000000000010"),
        ("error 3.1e-11", "error 7.4e-12"),
        ("[ 0. -1.]", "[-0. -1.]"),
        ("[1.0e+00 2.5]", "[1.  2.5]"),
    ],
)
def test_another_machine_s_rounding_is_alike(a, b):
    assert alike(a, b)
    assert alike(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("loss 0.123", "loss 0.124"),
        ("0.5", "0.6"),
        ("0.5", "-0.5"),
        ("97.2 %", "97.3 %"),
        ("3 of 8", "4 of 8"),
        ("7 probes", "7.0 probes"),
        ("error 3.1e-05", "error 3.2e-05"),
        ("dx: agrees", "dx: shape (3,)"),
        ("1.5 2.5", "1.5"),
        ("x1", "x2"),
        ("nan", "0.0"),
        ("1.5", "1.5 nan"),
        ("relu: passed", "relu: failed"),
    ],
)
def test_another_result_is_not(a, b):
    assert not alike(a, b)
    assert not alike(b, a)
