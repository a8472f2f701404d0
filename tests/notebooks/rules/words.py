"""One vocabulary, and no word that makes a learner feel slow."""

import ast
import io
import re
import tokenize

from bpcourse.authoring.source import Cell
from bpcourse.exercises import Lesson

from .page import Fault, Faults, as_learner, prose

# What is not said, and what is said instead.
SLOW = "leave it out: whoever does not find it so is told to feel slow"
WORDS = {
    r"simply|obvious(?:ly)?|just|magic(?:al|ally)?|trivial(?:ly)?|eas(?:y|ily)": SLOW,
    r"of course|merely|straightforward(?:ly)?|needless to say": SLOW,
    r"(?:the|an?|this|that|its|your|total|mean|average|training) costs?": "say loss, or price",
    r"(?:cost|error|objective) functions?": "say loss",
    r"samples?|datum|data ?points?": "say example; for numbers that are drawn, say draw",
    r"mini ?batch(?:es)?": "write mini-batch",
    r"data-?sets?": "write data set",
    r"back[- ]?prop(?:agation)? pass|backwards pass|reverse pass": "say backward pass",
    r"forwards pass": "say forward pass",
    r"(?:initial|normal|vector|general|regular|minim|maxim|recogn|memor|summar|standard|optim)"
    r"iz(?:e|es|ed|ing|ation)": "write it with s, as the course does",
    r"colors?|behaviors?|favors?|centers?|neighbors?": "write it as in British English",
}
RULES = [
    (re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)", re.I), how) for pattern, how in WORDS.items()
]


def wrong_words(text: str) -> list[str]:
    """What in a text is said otherwise here."""
    return [f"{found[0]!r}: {how}" for rule, how in RULES for found in rule.finditer(text)]


def words(cell: Cell) -> Faults:
    """The words of a cell: its prose, or its comments and what it prints."""
    if cell.kind == "markdown":
        text = prose(cell.source)
    else:
        text = "\n".join(said_in(as_learner(cell)))
        if "upstream" in text.lower():
            yield Fault(cell.key, "'upstream' is a word for prose; in code it is dout")
    yield from (Fault(cell.key, how) for how in wrong_words(text))


def said_in(code: str) -> list[str]:
    """The comments of some code, and its strings, docstrings among them."""
    tokens = tokenize.generate_tokens(io.StringIO(code + "\n").readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    nodes = ast.walk(ast.parse(code))
    strings = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [*comments, *(CODE_IN_TEXT.sub(" ", text) for text in strings)]


CODE_IN_TEXT = re.compile(r"`[^`]*`")


def words_of_questions(lesson: Lesson) -> Faults:
    """The words of a lesson's questions and their reasons, its title and its own question."""
    for how in wrong_words(prose(f"{lesson.title}\n{lesson.question}")):
        yield Fault(None, f"its title or its question: {how}")
    for quiz in lesson.quizzes:
        texts = [quiz.question, *(f"{o.text}\n{o.why}" for o in quiz.options)]
        for how in wrong_words(prose("\n".join(texts))):
            yield Fault(f"quiz {quiz.key}", how)
