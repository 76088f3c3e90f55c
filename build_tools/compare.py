"""Facts of this tree beside those of another revision: what a rule's change does, seen before it lands."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from build_tools.errors import InputError

FOLDER = "structured/documents"
Key = tuple[str, str, int, int]  # document, kind of fact, span in the source


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


def _facts(texts: Any) -> Iterator[tuple[Key, dict[str, Any]]]:
    for text in texts:
        held = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        doc = held["doc"]
        for kind, rows in (held.get("facts") or {}).items():
            if isinstance(rows, list):
                for row in rows:
                    yield (doc, kind, row["start"], row["end"]), row


def _words(key: Key, fact: dict[str, Any]) -> str:
    doc, kind, *_ = key
    rest = {name: value for name, value in fact.items() if name not in ("start", "end", "path", "line")}
    return f"{doc} {'/'.join(fact['path'])} 第{fact['line']}行 {kind} {msgspec.json.encode(rest).decode()}"
