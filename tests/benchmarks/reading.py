"""Reading and extraction of many gazettes: does the cost grow with the text alone, and the memory with what is kept?

    python -m tests.benchmarks.reading FOLDER

reads every text of FOLDER as the build does, in one process, and prints one line of JSON: seconds of the first text
(rules are loaded then), seconds of all the others, documents, and the peak of memory above what the rules need.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

NUMBER = re.compile(r"(?<=〕)(\d+)(?=号)")
FIGURE = re.compile(r"\d+(?=万元|亿元|%|个|家)")


def copies(text: str, times: int, folder: Path) -> None:
    """`times` gazettes below `folder`: the first as it is, each other with document numbers and figures of its own."""
    folder.mkdir(parents=True)
    for copy in range(times):
        chance = random.Random(copy)
        changed = text
        if copy:
            changed = NUMBER.sub(lambda found: str(int(found[1]) + 1000 * copy), changed)  # noqa: B023 - used at once
            changed = FIGURE.sub(lambda found: str(max(1, int(found[0]) + chance.randrange(9))), changed)  # noqa: B023
        (folder / f"{copy:03}.txt").write_text(changed, encoding="utf-8")


def measure(folder: Path) -> dict[str, Any]:
    """The figures of a process of its own that reads `folder`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reading", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _read(folder: Path) -> dict[str, Any]:
    start = time.process_time()
    from build_tools.extract.units import UnitAuthority
    from build_tools.reading import Job, read_source
    from build_tools.store.corpus import load_units
    from build_tools.store.permalinks import load_registry

    units = UnitAuthority(load_units(ROOT / "structured"))
    registry = load_registry(ROOT / "structured")
    known = {rows.doc: id_ for id_, rows in registry.documents.items()}
    first, *others = sorted(folder.iterdir())
    documents = len(read_source(Job(first, units, known)))
    cold = time.process_time() - start
    import pypinyin  # noqa: F401 - loaded once, for documents without an address: not a cost of each

    low = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    again = len(read_source(Job(first, units, known)))
    warm = time.process_time() - start
    start = time.process_time()
    kept = [read_source(Job(path, units, known)) for path in others]
    rest = time.process_time() - start
    documents += sum(map(len, kept))
    assert documents == again * (1 + len(others))
    high = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"cold": cold, "warm": warm, "rest": rest, "documents": documents, "kib": high - low}


if __name__ == "__main__":
    print(json.dumps(_read(Path(sys.argv[1]))))
