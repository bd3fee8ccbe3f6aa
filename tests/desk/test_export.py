"""The ledger as files, and the schemas and settings that editors of text use."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from handbook.desk.command_line import main
from handbook.ledger.load import LISTS, Ledger
from handbook.ledger.schemas import FOLDER, schemas
from handbook.publish.exports import as_files

from .test_commands import ROOT, run

FILES = [(name, path) for name, (files, _) in schemas().items() for path in sorted(ROOT.glob(files))]


def test_every_list_is_a_file_and_nothing_is_lost(ledger: Ledger) -> None:
    for name, text in as_files(ledger, "json").items():
        found = json.loads(text)
        rows = found[Path(name).stem] if isinstance(found, dict) else found
        assert len(rows) == len(getattr(ledger, Path(name).stem)), name
    tables = as_files(ledger, "csv")
    assert set(tables) == {f"{name}.csv" for name in (*LISTS, "facts")}
    rows = list(csv.DictReader(io.StringIO(tables["costs.csv"])))
    assert [row["id"] for row in rows] == list(ledger.costs)
    assert {row["amount"] for row in rows} == {str(cost.amount) for cost in ledger.costs.values()}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_export_writes_where_it_is_told(form: str, tmp_path: Path) -> None:
    target = tmp_path / "a b/ö"
    result = run("export", "--json", "--format", form, "--to", str(target))
    assert result.returncode == 0, result.stderr
    said = json.loads(result.stdout)
    assert sorted(path.name for path in target.iterdir()) == said["files"]
    file = tmp_path / "file"
    file.touch()
    assert "a file, not a folder [D002]" in run("export", "--to", str(file)).stderr


@pytest.mark.parametrize(("to", "words"), [
    ("loop", "loop: a link that leads to no folder; take it away, or name another [D002]"),
    ("loose", "loose: a link that leads to no folder; take it away, or name another [D002]"),
    ("loop/below", "loop/below: Too many levels of symbolic links [D003]"),
])
@pytest.mark.parametrize("more", [[], ["--schemas"]])
def test_a_link_that_leads_to_no_folder_is_no_place(
    small: Path, to: str, words: str, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "loop").symlink_to("loop")
    (small / "loose").symlink_to("nowhere")
    assert main(["--root", str(small), "export", "--to", to, *more]) == 1
    assert capsys.readouterr().err.split("\n")[0].endswith(words)
    (small / "real").mkdir()
    (small / "good").symlink_to("real")
    assert main(["--root", str(small), "export", "--to", "good", *more]) == 0
    assert len(list((small / "real").iterdir())) > 5


@pytest.mark.parametrize("to", ["docs", "data", "data/facts", "data/.schemas", "handbook/new", "build/../tests"])
def test_no_export_lies_among_the_sources(small: Path, to: str) -> None:
    before = sorted(small.rglob("*"))
    result = run("export", "--format", "csv", "--to", to, root=small)
    assert result.returncode == 1
    assert f"{to}: in {to.removeprefix('build/../').partition('/')[0]}/, a folder of the handbook" in result.stderr
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize("to", ["", ".", "build/.."])
def test_no_export_lies_beside_the_sources(small: Path, to: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(small.rglob("*"))
    assert main(["--root", str(small), "export", "--to", to]) == 1
    words = "--to: the folder of the handbook itself; name one of your own, such as tables [D002]\n"
    assert capsys.readouterr().err.startswith(words)
    assert sorted(small.rglob("*")) == before


def test_schemas_go_where_editors_look_for_them(small: Path) -> None:
    assert run("export", "--schemas", root=small).returncode == 0
    assert (small / FOLDER / "facts.json").exists()
    assert "docs: in docs/, a folder of the handbook" in run("export", "--schemas", "--to", "docs", root=small).stderr


def test_the_schemas_are_up_to_date() -> None:
    kept = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).glob("*.json")}
    assert kept == {name: text for name, (_, text) in schemas().items()}, "run: python -m handbook export --schemas"


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_the_real_files_meet_their_schema(name: str, path: Path) -> None:
    schema = json.loads(schemas()[name][1])
    jsonschema.Draft202012Validator.check_schema(schema)
    # As text, because an editor takes a bare date for a text too.
    yaml = YAML(typ="safe", pure=True)
    for first in list(yaml.resolver.versioned_resolver):
        yaml.resolver.versioned_resolver[first] = [
            pair for pair in yaml.resolver.versioned_resolver[first] if not pair[0].endswith("timestamp")
        ]
    jsonschema.validate(json.loads(json.dumps(yaml.load(path), default=str)), schema)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("costs", {"id": "a"}), ("offices", {"id": "A B"}), ("sources", {"id": "a", "kind": "rumor"}),
        ("synonyms", {"same": ["a"]}), ("redirects", {"from": "a"}), ("facts", {"id": "a", "statment": "x"}),
    ],
)
def test_a_schema_refuses_what_the_check_refuses(name: str, entry: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([entry], json.loads(schemas()[name][1]))


def test_the_editor_knows_which_schema_is_for_which_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    mapped = {Path(schema).stem: files for schema, files in settings["yaml.schemas"].items()}
    assert mapped == {name: files for name, (files, _) in schemas().items()}
    assert "redhat.vscode-yaml" in json.loads((ROOT / ".vscode/extensions.json").read_text())["recommendations"]


def test_the_hooks_before_a_commit_exist_and_pass() -> None:
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["check", "schemas", "ruff"]
    assert all(hook["language"] == "system" for hook in hooks)
    assert "-m handbook check" in hooks[0]["entry"]


def test_what_prepares_the_hooks_and_the_tests_installs_what_they_need() -> None:
    verbs = dict(re.findall(r"^([a-z-]+): \$\(VENV\)/(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for file, words in (
        (".pre-commit-config.yaml", r"need `make ([a-z-]+)` to have run once"),
        ("CONTRIBUTING.md", r"need `make ([a-z-]+)` to have run\s+once"),
        ("README.md", r"`pytest` needs `make ([a-z-]+)` to have run once"),
    ):
        named = re.search(words, (ROOT / file).read_text(encoding="utf-8"))
        assert named is not None, file
        assert verbs[named[1]] == ".ready-dev", file


def test_forms_ask_for_source_and_date() -> None:
    request = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert "Source:" in request and "Day on which you read it" in request
    form = YAML(typ="safe").load(ROOT / ".github/ISSUE_TEMPLATE/error.yml")
    required = {part["id"] for part in form["body"] if part.get("validations", {}).get("required")}
    assert {"source", "date"} <= required
