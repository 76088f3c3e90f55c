"""Facts of this tree beside those of another revision: what a rule's change does, seen before it lands."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from build_tools.errors import InputError
from build_tools.yamlfile import parse_yaml

FOLDER = "structured/documents"
Key = tuple[str, str, int, int, int]  # document, kind of fact, span in the source, the n-th on these words


def compare_with(project: Path, base: str) -> Iterator[str]:
    """Lines that list facts gained (+), lost (-) and changed (~) since revision `base`, then the count."""
    before = dict(_facts(_at_revision(project, base)))
    after = dict(_facts(path.read_text(encoding="utf-8") for path in sorted((project / FOLDER).glob("*.yml"))))
    gained, lost = after.keys() - before.keys(), before.keys() - after.keys()
    changed = [key for key in after.keys() & before.keys() if after[key] != before[key]]
    for mark, keys, facts in (("+", gained, after), ("-", lost, before)):
        for key in sorted(keys):
            yield f"{mark} {_words(key, facts[key])}"
    for key in sorted(changed):
        for name in sorted(before[key].keys() | after[key].keys()):
            old, new = before[key].get(name), after[key].get(name)
            if old != new:
                yield f"~ {_words(key, after[key])}　{name}：{old} → {new}"
    yield f"与 {base} 相比：新增 {len(gained)}，消失 {len(lost)}，改变 {len(changed)}，不变 {len(after) - len(gained) - len(changed)}"


def _at_revision(project: Path, base: str) -> Iterator[str]:
    listed = _git(project, "ls-tree", "-r", "-z", "--name-only", base, "--", FOLDER)
    for name in sorted(filter(None, listed.split("\0"))):
        yield _git(project, "show", f"{base}:./{name}")


def _git(project: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=project, capture_output=True, check=False)
    if done.returncode:
        raise InputError("git", 1, f"{done.stderr.decode(errors='replace').strip()}；请用 --base 给出存在的版本")
    return done.stdout.decode("utf-8")


def _facts(texts: Iterable[str]) -> Iterator[tuple[Key, dict[str, Any]]]:
    for text in texts:
        held = parse_yaml(text, FOLDER)
        seen = Counter[tuple[str, int, int]]()
        for kind, rows in (held.get("facts") or {}).items():
            for row in rows if isinstance(rows, list) else [rows]:  # validity is one record, of the whole document
                place = (kind, row.get("start", 0), row.get("end", 0))
                seen[place] += 1
                yield (held["doc"], *place, seen[place]), row


def _words(key: Key, fact: dict[str, Any]) -> str:
    doc, kind, *_ = key
    rest = {name: value for name, value in fact.items() if name not in ("start", "end", "path", "line")}
    place = f" {'/'.join(fact['path'])} 第{fact['line']}行" if "line" in fact else ""
    return f"{doc}{place} {kind} {msgspec.json.encode(rest).decode()}"
