"""A page around what a widget shows when there is no kernel: nothing to load, nothing to run."""

from html import escape

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 1.5rem auto;
  padding: 0 1rem; }}
</style>
</head>
<body>
<h1 style="font-size: 1.2rem">{title}</h1>
{body}
</body>
</html>
"""


def page(title: str, body: str) -> str:
    """A whole HTML page.

    Parameters
    ----------
    title : str
        As text; it is escaped.
    body : str
        As HTML.

    Returns
    -------
    str
    """
    return _PAGE.format(title=escape(title), body=body)
