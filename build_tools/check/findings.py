"""What a check finds: a place, how grave, and what to do."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """`error`: something of ours is wrong, the check fails. `note`: a person should know; nothing fails."""

    file: str  # below the project's folder
    line: int
    level: Literal["error", "note"]
    text: str

    def __str__(self) -> str:
        mark = "错误" if self.level == "error" else "提示"
        return f"{self.file}:{self.line}: {mark}：{self.text}"
