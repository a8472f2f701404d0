import json
from importlib import resources

import pytest


@pytest.fixture(scope="session")
def verdict_schema():
    return json.loads(
        resources.files("bpcourse.grading").joinpath("verdict.schema.json").read_text()
    )
