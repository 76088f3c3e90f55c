"""What the tests and benchmarks of search share: the index of this gazette, the browser's half run in Node.js, scores."""

from __future__ import annotations

import json
import math
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

from build_tools.search.gather import gather
from build_tools.search.index import tables_of
from build_tools.search.records import IndexedDocument
from build_tools.search.tables import Tables
from build_tools.store.corpus import load_corpus
from build_tools.web import toolchain

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "tests" / "cases" / "queries.jsonl"


@cache
def tables() -> Tables:
    """The tables of this corpus."""
    return tables_of(load_corpus(ROOT / "structured"))


@cache
def gazette() -> tuple[IndexedDocument, ...]:
    """This gazette as search sees it."""
    return gather(load_corpus(ROOT / "structured"))


def write(files: dict[str, str], folder: Path) -> Path:
    """Index files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def browser_half(command: str, **request: Any) -> Any:
    """Runs one command of tests/search_engine.mjs."""
    done = subprocess.run(
        [toolchain.node(), str(ROOT / "tests" / "search_engine.mjs")],
        input=json.dumps({"command": command, **request}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def queries() -> list[dict[str, Any]]:
    """Development queries with graded answers (3: the answer, 2: on point, 1: related)."""
    return [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines() if line]


def _fold(value: str) -> str:
    return unicodedata.normalize("NFKC", value).replace(" ", "")


def _grade(hit: dict[str, Any], relevant: dict[str, Any]) -> int:
    path, wanted = [_fold(label) for label in hit["path"]], [_fold(label) for label in relevant["path"]]
    if _fold(hit["doc"]) != _fold(relevant["doc"]):
        return 0
    if path[: len(wanted)] == wanted:
        return int(relevant["grade"])
    return int(relevant["grade"]) - 1 if path == wanted[:-1] else 0


def judge(hits: list[dict[str, Any]], relevant: list[dict[str, Any]], most: int = 10) -> dict[str, float]:
    """nDCG, success at 1 and 3, recall over the first ten; an answer above the clause counts one grade less."""
    left, gains = list(relevant), []
    for hit in hits[:most]:
        best, place = max(((_grade(hit, row), at) for at, row in enumerate(left)), default=(0, -1))
        gains.append(best)
        if best:
            left.pop(place)
    ideal = sorted((row["grade"] for row in relevant), reverse=True)[:most]
    gain = sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(gains))
    most_gain = sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(ideal))
    first = next((at for at, grade in enumerate(gains) if grade >= 2), None)
    strong = [row for row in relevant if row["grade"] >= 2]
    found = sum(any(_grade(hit, row) >= row["grade"] - 1 for hit in hits[:most]) for row in strong)
    return {
        "ndcg": gain / most_gain,
        "success1": float(first == 0),
        "success3": float(first is not None and first < 3),
        "recall": found / len(strong) if strong else 0.0,
    }


def scores(rows: Iterable[dict[str, Any]], answers: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Kind of query (and "all") → means of what `judge` gives."""
    kinds: dict[str, list[dict[str, float]]] = defaultdict(list)
    for row, answer in zip(rows, answers, strict=True):
        judged = judge(answer["hits"], row["relevant"])
        for kind in (row["kind"], "all"):
            kinds[kind].append(judged)
    return {kind: {name: mean(each[name] for each in judged) for name in judged[0]} for kind, judged in kinds.items()}
