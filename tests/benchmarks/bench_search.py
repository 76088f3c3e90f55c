"""Search measured in Chromium, beside Material's search and Pagefind, on this gazette varied to several sizes.

    python -m tests.benchmarks.bench_search [--times 1 10 30 100] [--engines ours material pagefind] [--queries N]

For each size and engine, in one run: how long the index takes to build; compressed bytes and time of a first search over an opened
page (median and worst of several); time of a query when others went before (median, 95 % and worst); and at size 1 the
quality on the graded queries. Quality at other sizes means little: the variations answer as well as the original.
At other sizes every third query is asked.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.engines import ENGINES, prepare
from tests.benchmarks.serving import Server
from tests.benchmarks.varied import varied
from tests.browser.ensure_chromium import found
from tests.searching import ROOT, gazette, queries, scores

LIMIT = 60_000  # milliseconds for one query
THIRD = 3  # of the queries one is asked of a large corpus


def _first(browser: Browser, server: Server, query: str) -> tuple[int, int, float]:
    """Bytes and milliseconds of a first search on a page that is open, and the bytes of that page."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(LIMIT)
    server.sent = 0
    page.goto(server.url + "index.html", wait_until="networkidle")
    page.wait_for_function("() => window.ask")
    opened, server.sent = server.sent, 0
    start = time.perf_counter()
    page.evaluate("query => ask(query)", query)
    spent = (time.perf_counter() - start) * 1000
    context.close()
    return opened, server.sent, spent


def measure(name: str, folder: Path, asked: list[dict[str, Any]], first: int) -> dict[str, Any]:
    """All figures of one engine over one corpus."""
    server = Server(folder)
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=found(), args=["--no-sandbox", "--disable-gpu"])
            step = max(1, len(asked) // first)
            colds = [_first(browser, server, row["query"]) for row in asked[::step]]
            page = browser.new_page()
            page.set_default_timeout(LIMIT)
            page.goto(server.url + "index.html")
            page.wait_for_function("() => window.ask")
            answers, warm = [], []
            for row in asked:
                page.evaluate("query => ask(query)", row["query"])  # its files are there now
                spent, places = page.evaluate(
                    "async query => { const t = performance.now(); const r = await ask(query); return [performance.now() - t, r]; }",
                    row["query"],
                )
                warm.append(spent)
                answers.append({"hits": [{"doc": doc, "path": path.split("/")} for doc, path in places]})
            browser.close()
    finally:
        server.close()
    warm.sort()
    reached = scores(asked, answers)
    return {
        "engine": name,
        "page KiB": round(median(opened for opened, _, _ in colds) / 1024, 1),
        "first KiB": round(median(sent for _, sent, _ in colds) / 1024, 1),
        "first KiB worst": round(max(sent for _, sent, _ in colds) / 1024, 1),
        "cold ms": round(median(spent for _, _, spent in colds)),
        "warm ms": round(median(warm), 1),
        "warm ms 95%": round(warm[int(len(warm) * 0.95)], 1),
        "warm ms worst": round(warm[-1], 1),
        **{f"nDCG {kind}": round(reached[kind]["ndcg"], 3) for kind in ("all", "newcomer", "staff") if kind in reached},
        "success@3": round(reached["all"]["success3"], 3),
    }


def main() -> None:
    """Prints one line of figures for each size and engine."""
    parser = argparse.ArgumentParser(
        description="检索的质量、流量与耗时", epilog="例：python -m tests.benchmarks.bench_search --times 1 10"
    )
    parser.add_argument(
        "--times", type=int, nargs="+", default=[1, 10, 30, 100], help="语料是本公报的多少倍（全部约需半小时）"
    )
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--queries", type=int, default=0, help="只用前 N 个问句（0：全部）")
    parser.add_argument("--first", type=int, default=12, help="首次检索测多少个问句")
    parser.add_argument("--json", type=Path, help="把结果另存为 JSON")
    arguments = parser.parse_args()
    all_queries = queries()[: arguments.queries or None]
    rows = []
    for times in arguments.times:
        documents = varied(gazette(), times)
        clauses = sum(len(document.clauses) for document in documents)
        asked = all_queries if times == 1 else all_queries[::THIRD]
        for name in arguments.engines:
            folder = ROOT / ".cache" / "bench-search" / f"{name}-{times}"
            start = time.perf_counter()
            prepare(name, documents, folder)
            built = time.perf_counter() - start
            row = {
                "times": times,
                "clauses": clauses,
                "build s": round(built, 1),
                **measure(name, folder, asked, arguments.first),
            }
            rows.append(row)
            print("　".join(f"{key} {value}" for key, value in row.items()), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
