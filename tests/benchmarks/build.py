"""How long a build takes beside the site engine alone, how reading grows with the text, what a page weighs.

    python -m tests.benchmarks.build [--rounds 5] [--copies 1 10 100]

Prints ratios, medians of several rounds in which the rivals take turns; the project's own site is not touched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

import yaml

from build_tools.beside import PROCESSORS
from tests.benchmarks import reading
from tests.benchmarks.timing import Command, in_turn, ratio, seconds
from tests.benchmarks.weight import weight
from tests.conftest import ROOT

STOCK = "stock.yml"


def project_in(folder: Path) -> Path:
    """A copy of this project to build in; the code is the same."""
    root = folder / "project"
    for name in ("sources", "structured", "docs"):
        shutil.copytree(ROOT / name, root / name)
    (root / "build_tools").symlink_to(ROOT / "build_tools")
    shutil.copy(ROOT / "mkdocs.yml", root)
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config["theme"] = {"name": "material", "language": "zh", "font": False}  # unmodified, without fonts of other hosts
    config["plugins"] = ["search"]
    (root / STOCK).write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return root


def builds(root: Path, rounds: int) -> float:
    """Prints the ratios of whole builds; returns the seconds of the site engine alone."""
    ours = [sys.executable, "-m", "build_tools", "--project", str(root), "build"]
    engine = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    spent = in_turn(
        {
            "ours": Command([*ours, "--clean"], ROOT),
            "again": Command(ours, ROOT),
            "engine": Command([*engine, "--site-dir", str(root / "engine")], root),
            "stock": Command([*engine, "--config-file", STOCK, "--site-dir", str(root / "stock")], root),
            "alone": Command([*ours, "--clean", "--jobs", "1"], ROOT),
        },
        rounds,
    )
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(f"构建（{pages} 页，{rounds} 轮轮流测，取中位数，括号内为最小与最大；{PROCESSORS} 个处理器，"
          f"负载 {os.getloadavg()[0]:.1f}）")  # fmt: skip
    print(f"　全部重做 ÷ 同样页面只用 mkdocs build　　　　{ratio(spent['ours'], spent['engine'])}　要求 ≤1.3")
    print(f"　全部重做 ÷ 原样的 Material 与其检索　　　　　{ratio(spent['ours'], spent['stock'])}")
    print(f"　没有改动时再做一遍 ÷ 全部重做　　　　　　　　{ratio(spent['again'], spent['ours'])}　要求 <0.1")
    print(f"　全部重做：一个进程（--jobs 1）÷ 并行　　　　　{ratio(spent['alone'], spent['ours'])}")
    print("　各用时（只供对照）：" + "，".join(
        f"{name} {seconds(spent[key])}" for key, name in
        (("ours", "全部重做"), ("again", "再做"), ("engine", "mkdocs"), ("stock", "Material"), ("alone", "一个进程"))
    ))  # fmt: skip
    return median(one.cpu for one in spent["engine"])


def readings(folder: Path, counts: list[int], engine: float) -> None:
    """Prints what reading costs, as a share of the site engine's time, and how it grows."""
    text = next((ROOT / "sources").glob("*.txt")).read_text(encoding="utf-8")
    print("解析与抽取（处理器时间；各份文号、数字都不同）")
    base = 0.0
    for count in counts:
        reading.copies(text, count, folder / f"copies-{count}")
        found = reading.measure(folder / f"copies-{count}")
        if not base:
            base = found["warm"]
            print(f"　一份公报 ÷ 站点构建（mkdocs build）　首份连同装入规则 {found['cold'] / engine:.2f}，"
                  f"规则已装入 {found['warm'] / engine:.2f}　要求 <0.1")  # fmt: skip
        if count > 1:
            each = found["rest"] / (count - 1)
            print(f"　{count} 份：每份是一份时的 {each / base:.2f} 倍；"
                  f"每份文件多占内存 {found['kib'] / found['documents']:.0f} KiB（共 {found['documents']} 份文件）")  # fmt: skip


def weights(root: Path) -> None:
    """Prints the weight of clause pages beside the same text in stock Material."""
    pages = sorted((root / "site" / "doc").glob("*/*/index.html"))
    ours = [weight(page, root / "site") for page in pages]
    stock = [weight(root / "stock" / page.relative_to(root / "site"), root / "stock") for page in pages]
    print(f"条款页首次打开的重量（{len(pages)} 页，gzip；不计脚本以后才取的，如 Material 的检索索引）")
    picks: tuple[tuple[str, Callable[[Iterable[int]], float]], ...] = (("中位", median), ("最重", max))
    for name, pick in picks:
        mine, theirs = pick(one.all for one in ours), pick(one.all for one in stock)
        html, other = pick(one.html for one in ours), pick(one.html for one in stock)
        print(f"　{name}　全部 {mine / 1024:.1f} KiB，是原样 Material 的 {mine / theirs:.2f} 倍（{theirs / 1024:.0f} KiB）；"
              f"HTML {html / 1024:.1f} KiB，{html / other:.2f} 倍（{other / 1024:.1f} KiB）　要求 ≤150、≤30")  # fmt: skip


def main() -> None:
    """Everything, into a folder that is gone afterwards."""
    parser = argparse.ArgumentParser(
        description="构建与页面重量的比值", epilog="例：python -m tests.benchmarks.build --rounds 5 --copies 1 10"
    )
    parser.add_argument("--rounds", type=int, default=5, help="轮数")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10, 100], help="解析时公报的份数")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = project_in(Path(name))
        engine = builds(root, arguments.rounds)
        readings(Path(name), arguments.copies, engine)
        weights(root)


if __name__ == "__main__":
    main()
