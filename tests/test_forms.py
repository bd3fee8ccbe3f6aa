"""The files that other programs read in the repository itself, each against the schema of its format."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
FORMS = {
    "vendor.citation-file-format": ["CITATION.cff"],
    "vendor.github-workflows": sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(".github/workflows/*.yml")),
    "vendor.github-issue-forms": [".github/ISSUE_TEMPLATE/error.yml"],
    "vendor.readthedocs": [".readthedocs.yaml"],
}
FILES = [(schema, file) for schema, files in FORMS.items() for file in files]


@pytest.mark.parametrize(("schema", "file"), FILES, ids=lambda value: value)
def test_the_file_has_the_form_that_its_readers_expect(schema: str, file: str) -> None:
    found = YAML(typ="safe", pure=True).load(ROOT / file)
    jsonschema.validate(found, get_builtin_schema(schema))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found, next(iter(found)): []}, get_builtin_schema(schema))
