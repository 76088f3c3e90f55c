"""Where things stand in a project folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CODE = Path(__file__).resolve().parent
READABLE = (".txt", ".docx", ".html", ".htm", ".pdf")
PORT = 8000  # of the preview
PREVIEW = f"http://127.0.0.1:{PORT}/"  # where the site stands as long as nobody says otherwise


@dataclass(frozen=True)
class Project:
    """A checkout."""

    root: Path

    @property
    def sources(self) -> Path:
        """Gazettes as received."""
        return self.root / "sources"

    @property
    def structured(self) -> Path:
        """Reviewed YAML."""
        return self.root / "structured"

    @property
    def docs(self) -> Path:
        """Pages, hand-written and generated."""
        return self.root / "docs"

    @property
    def generated(self) -> Path:
        """Scripts and index, made at build time, copied into the site as they are."""
        return self.docs / "assets" / "generated"

    @property
    def site(self) -> Path:
        """The published site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What may be deleted at any time."""
        return self.root / ".cache"

    @property
    def texts(self) -> Path:
        """The text of each source, by the fingerprint of its bytes."""
        return self.cache / "texts"

    @cached_property
    def source_files(self) -> tuple[Path, ...]:
        """All inputs, in the order of their names; none where the folder is not there."""
        found = self.sources.iterdir() if self.sources.is_dir() else ()
        return tuple(sorted(p for p in found if p.suffix.lower() in READABLE and p.is_file()))
