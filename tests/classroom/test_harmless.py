"""Names and texts of learners, on their way to screens, tables and file names."""

import pytest

from bpcourse.classroom.harmless import file_names, one_line, spreadsheet_text

ODD = "\N{REPLACEMENT CHARACTER}"


def test_one_line_can_neither_steer_nor_turn():
    assert one_line("a\n\tb") == "a b"
    assert one_line("\x1b[31mred\x07") == f"{ODD}[31mred{ODD}"
    assert one_line("user\u202egpj.exe") == f"user{ODD}gpj.exe"
    assert one_line("half \ud83d") == f"half {ODD}"
    assert one_line("Grün Größe 名前") == "Grün Größe 名前"
    assert len(one_line("x" * 1000)) == 300


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", " \r\n=1+1", "＝1+1"])
def test_what_looks_like_a_formula_gets_a_quote(text):
    assert spreadsheet_text(text).startswith("'")


@pytest.mark.parametrize("text", ["", "first", "a=1", "1-2"])
def test_other_text_stays_as_it_is(text):
    assert spreadsheet_text(text) == text


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("grün gelöst", "grün gelöst"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a<b>|c?", "a_b__c_"),
        (".hidden. ", "hidden"),
        ("con", "_con"),
        ("Nul.tar", "_Nul.tar"),
        ("...", "learner"),
        ("", "learner"),
        ("u\u0308ber", "über"),
    ],
)
def test_a_name_becomes_a_safe_file_name(name, wanted):
    assert file_names([name]) == [wanted]


def test_a_long_name_fits_into_a_file_system():
    first, second = file_names(["名" * 200, "名" * 300])
    assert first != second
    assert len(f"{second}.html".encode()) <= 255


def test_no_two_names_meet_and_a_safe_one_keeps_its_own():
    names = ["a?b", "a_b", "A_B", "a*b", "a_b-2"]
    chosen = file_names(names)
    assert chosen[1] == "a_b" and chosen[4] == "a_b-2"
    assert len({name.casefold() for name in chosen}) == len(names)
