"""Search quality on the built website: our engine beside MiniSearch on the same records, synonyms and queries.

Run it with ``make bench-search`` after ``make handbook``. It prints a table and writes ``bench/search/results.json``.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.search.conftest import ENGINE, ask, node  # noqa: E402
from tests.search.test_questions import QUESTIONS, TOPICS  # noqa: E402

INDEX = ROOT / "build" / "html" / "search-index.js"
Query = tuple[str, str, str]


def queries(name: str = "queries.txt") -> list[Query]:
    """Return (style, topic, words) of a query set of our own."""
    lines = (ROOT / "bench/search" / name).read_text(encoding="utf-8").split("\n")
    found = [tuple(part.strip() for part in line.split(" | ")) for line in lines if line and not line.startswith("#")]
    return [query for query in found if len(query) == 3]  # type: ignore[misc]


def minisearch(words: list[str], folder: Path) -> list[dict[str, Any]]:
    """Return MiniSearch's answers; it is fetched by its package manager, for this benchmark alone."""
    npm = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [node(), str(npm)] if npm.exists() else ["npm"]
    subprocess.run([*command, "install", "--silent", "--prefix", str(folder), "minisearch@7.2.0"], check=True)
    package = folder / "node_modules" / "minisearch" / "dist" / "cjs" / "index.cjs"
    run = subprocess.run(
        [node(), str(ROOT / "bench/search/minisearch.js"), str(ENGINE), str(package)],
        input=json.dumps({"queries": words, "index": str(INDEX)}), stdout=subprocess.PIPE, text=True, check=True,
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def score(asked: list[Query], answers: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Return for each query: right page and right section, first and in three, reciprocal rank, nothing found."""
    rows = []
    for (_, topic, _), answer in zip(asked, answers, strict=True):
        right = TOPICS[topic]
        pages = {place.split("#")[0] for place in right}
        hits = [hit["address"].replace(".html", "", 1) for hit in answer["hits"]]
        ranks = [at for at, hit in enumerate(hits, 1) if hit in right]
        where = [at for at, hit in enumerate(hits, 1) if hit.split("#")[0] in pages]
        rows.append({
            "page first": float(where[:1] == [1]), "page in three": float(bool(where) and where[0] <= 3),
            "section first": float(ranks[:1] == [1]), "section in three": float(bool(ranks) and ranks[0] <= 3),
            "reciprocal rank": 1 / ranks[0] if ranks else 0.0, "nothing": float(not hits),
        })
    return rows


def mean(rows: list[dict[str, float]], key: str) -> float:
    """Return the mean of one measure, in percent."""
    return 100 * sum(row[key] for row in rows) / max(1, len(rows))


def bootstrap(ours: list[dict[str, float]], theirs: list[dict[str, float]], key: str) -> tuple[float, float]:
    """Return the 95 % interval of the paired difference in percent points (2,000 samples, fixed seed)."""
    rng = random.Random(1)
    gaps = [a[key] - b[key] for a, b in zip(ours, theirs, strict=True)]
    means = sorted(100 * sum(rng.choices(gaps, k=len(gaps))) / len(gaps) for _ in range(2000))
    return means[50], means[1949]


def main() -> int:
    """Run the benchmark; return 1 when the website is not built."""
    if not INDEX.exists():
        print("Build the website first: make handbook", file=sys.stderr)
        return 1
    own = queries()
    sets = {
        "own, tuning half": [query for at, query in enumerate(own) if at % 4 < 2],
        "own, held-out half": [query for at, query in enumerate(own) if at % 4 >= 2],
        "fresh, held out whole": queries("fresh.txt"),
        "readers' questions": [(q["style"], q["expected_topic_page"], q["question"]) for q in QUESTIONS],
    }
    results: dict[str, Any] = {}
    keys = ("page first", "page in three", "section first", "section in three", "reciprocal rank", "nothing")
    print(f"{'set':22} {'engine':11} {'n':>4} " + " ".join(f"{key:>16}" for key in keys))
    with tempfile.TemporaryDirectory() as folder:
        for name, asked in sets.items():
            words = [query[2] for query in asked]
            rows = {
                "ours": score(asked, ask(words, index=str(INDEX))),
                "MiniSearch": score(asked, minisearch(words, Path(folder))),
            }
            for engine, found in rows.items():
                values = {key: round(mean(found, key), 1) for key in keys}
                results.setdefault(name, {})[engine] = values
                print(f"{name:22} {engine:11} {len(found):4} " + " ".join(f"{values[key]:16.1f}" for key in keys))
            for key in ("page first", "section first"):
                low, high = bootstrap(rows["ours"], rows["MiniSearch"], key)
                results[name][f"difference, {key}"] = [round(low, 1), round(high, 1)]
                print(f"{'':22} difference {key}: {low:+.1f} to {high:+.1f} points (95 %, paired bootstrap)")
            pairs = list(zip(rows["ours"], asked, strict=True))
            styles = sorted({query[0] for query in asked})
            results[name]["page first by style"] = {
                style: round(mean([r for r, q in pairs if q[0] == style], "page first"), 1) for style in styles
            }
    (ROOT / "bench/search/results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
