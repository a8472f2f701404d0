"""Numbers as people read and type them: on the screen, in a sentence, in JSON."""

import math

import numpy as np

DIGITS = 4  # significant digits on the screen
ENOUGH = 3  # so many are enough in an answer
MINUS = "−"


def show(number: float) -> str:
    """Write a number with few digits and a true minus sign: "−3", "0.4621", "1.2e−9"."""
    number = float(number)
    if math.isnan(number):
        return "nan"
    if number == 0:
        return "0"
    if number.is_integer() and abs(number) < 1e6:
        return f"{number:.0f}".replace("-", MINUS)
    text = f"{number:.{DIGITS}g}"
    mantissa, e, exponent = text.partition("e")
    if e:
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", MINUS)


def inner(number: float) -> str:
    """Write a number that stands after a sign: a negative one in parentheses."""
    text = show(number)
    return f"({text})" if text.startswith(MINUS) else text


def read(text: float | str) -> float:
    """Read a number as it is typed: "-3", "−3", "0,5", "1/4", "inf".

    Raises
    ------
    ValueError
        If it is none, in words.
    """
    if isinstance(text, str):
        plain = text.strip().replace(MINUS, "-").replace(" ", "")
        plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
        above, slash, below = plain.partition("/")
        try:
            return float(above) / float(below) if slash else float(plain)
        except (ValueError, ZeroDivisionError):
            raise ValueError(f"{text!r} is not a number; write it like −3, 0.5 or 1/4.") from None
    try:
        return float(text)
    except (TypeError, ValueError):
        raise ValueError(f"A number is needed here, got {text!r}.") from None


def rounded(number: float) -> float:
    """The number that the screen shows in place of this one."""
    return float(show(number).replace(MINUS, "-"))


def near(answer: float, target: float, digits: int = ENOUGH) -> bool:
    """Whether an answer is the target, rounded to so many significant digits or better."""
    if math.isnan(target) or math.isinf(target):
        return answer == target or (math.isnan(answer) and math.isnan(target))
    if not math.isfinite(answer):
        return False
    if abs(target) < 1e-12:
        return abs(answer) < 1e-9
    unit = 10.0 ** (math.floor(math.log10(abs(target))) - digits + 1)
    return abs(answer - target) <= 0.5000001 * unit


def plain(value: object) -> object:
    """Turn numbers and arrays into what strict JSON holds; inf and nan become words."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, int):
        return value
    number = float(value)
    return number if math.isfinite(number) else str(number)


def texts(value: object) -> object:
    """The same nesting with every number as it is shown."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [texts(entry) for entry in value]
    return show(value)
