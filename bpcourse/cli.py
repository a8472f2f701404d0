"""The ``bpcourse`` command: it reads what was asked for and hands it on."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

# Whatever does the work is imported inside the command that needs it, so that help is quick.

app = typer.Typer(
    help="Learn backpropagation by writing it: notebooks, and a grader that names the mistake.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A log file on Windows has no room for every sign that a verdict is written with.
        stream.reconfigure(errors="replace")
    app(prog_name="bpcourse")


def give_up(sentence: str) -> NoReturn:
    """End with a sentence on the error stream and exit code 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def show_version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        typer.echo(f"bpcourse {__version__}")
        raise typer.Exit


@app.callback(epilog="Take the course: bpcourse start")
def bpcourse(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: bpcourse start my-notebooks")
def start(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Your folder; it is made where it is missing."),
    ] = Path("bpcourse-notebooks"),
    no_launch: Annotated[
        bool, typer.Option("--no-launch", help="Only copy the notebooks; do not open JupyterLab.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=65535,
            metavar="NUMBER",
            help="Where JupyterLab listens.",
            show_default="the first free one from 8888 on",
        ),
    ] = None,
    fresh: Annotated[
        str | None,
        typer.Option(
            metavar="LESSON",
            help="Lay a clean copy of this lesson's notebook beside yours, and open it.",
        ),
    ] = None,
) -> None:
    """Copy the notebooks to a folder and open JupyterLab.

    Run it again whenever you want to go on: your work is never written over.
    """
    from .learner.start import start as start_course

    raise typer.Exit(start_course(directory, port, not no_launch, fresh))


@app.command(epilog="Example: bpcourse submit my-notebooks")
def submit(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Your folder, as `bpcourse start` made it.")
    ] = Path(),
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the parcel goes.",
            show_default="bpcourse-submission.zip in your folder",
        ),
    ] = None,
) -> None:
    """Put your notebooks in one .zip to hand in, and say what the grader will find in it.

    What counts is what is on the disk: save your notebooks first.
    """
    from .learner.submit import submit_on_screen

    raise typer.Exit(submit_on_screen(directory, out))


@app.command(epilog="Example: bpcourse grade submissions --out results")
def grade(
    submissions: Annotated[
        Path,
        typer.Argument(
            metavar="SUBMISSIONS",
            help="A folder of NAME.ipynb, or of folders NAME with a notebook in each.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            metavar="RESULTS",
            help="A folder for results.jsonl, grades.csv and feedback/NAME.html.",
        ),
    ],
    lesson: Annotated[
        str, typer.Option(metavar="NN", help="Which lesson is graded: its number.")
    ] = "05",
    timeout: Annotated[
        float,
        typer.Option(
            min=0.1, metavar="SECONDS", help="How long each exercise of a submission may take."
        ),
    ] = 10.0,
) -> None:
    """Grade a folder of submissions, and name their mistakes.

    Each submission runs in a process of its own; a bad one never stops the rest.
    """
    from .classroom.screen import grade_on_screen

    raise typer.Exit(grade_on_screen(submissions, out, lesson=lesson, seconds=timeout))


@app.command(epilog="Example: bpcourse build 05")
def build(
    lessons: Annotated[
        list[str] | None,
        typer.Argument(metavar="LESSON...", help="Numbers of lessons.", show_default="all"),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Build nothing; say where sources and notebooks disagree."),
    ] = False,
) -> None:
    """Build the notebooks from their sources.

    For authors, in a checkout: reads solutions/, writes solutions/ and notebooks/.
    """
    from . import authoring

    try:
        root = authoring.checkout(Path.cwd())
        if not check:
            authoring.build(root, lessons or ())
            return
        problems = authoring.check(root)
    except authoring.AuthoringError as e:
        give_up(str(e))
    if problems:
        give_up("\n".join(str(problem) for problem in problems))
    typer.echo("Sources and notebooks agree.")


@app.command(epilog="Example: bpcourse audit 05")
def audit(
    lessons: Annotated[
        list[str] | None,
        typer.Argument(metavar="LESSON...", help="Numbers of lessons.", show_default="all"),
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="A slice of every measure, without times.")
    ] = False,
    words: Annotated[
        bool, typer.Option("--words", help="Measure nothing; print all that a tutor says.")
    ] = False,
) -> None:
    """Measure the grader: what it lets through, what it names, and whether it tells the truth.

    For authors. Ends with exit code 1 where it falls short.
    """
    from . import exercises
    from .authoring import audit

    try:
        chosen = [exercises.find_lesson(n) for n in lessons or ()] or exercises.lessons()
    except KeyError as e:
        give_up(f"bpcourse audit: {e.args[0]}")
    if words:
        raise typer.Exit(audit.words_on_screen(chosen))
    raise typer.Exit(audit.audit_on_screen(chosen, fast))
