"""Three search engines over the same clauses, each behind a page that answers `ask(query)` with addresses in rank order."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

import jieba
import material  # type: ignore[import-untyped]

from build_tools.search.index import build_files
from build_tools.search.records import IndexedDocument
from build_tools.web import toolchain
from tests.searching import ROOT, tables, write

PACKAGES = ROOT / ".cache" / "bench-packages"
PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>检索</title><script type="module" src="ask.js"></script></html>'
OURS = """
import {{ Engine }} from {engine};
import {{ indexLoader }} from {load};
const engine = new Engine(indexLoader(new URL("search/", document.baseURI).href));
window.ask = async (query) => (await engine.search(query)).hits.slice(0, 20).map((hit) => [hit.doc.key, hit.clause.path.join("/")]);
"""
MATERIAL = """
const worker = new Worker("javascripts/workers/search.js");
const reply = () => new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });
const index = await (await fetch("search_index.json")).json();
worker.postMessage({ type: 0, data: { ...index, options: {} } });
const ready = reply();
window.ask = async (query) => {
  await ready;
  worker.postMessage({ type: 2, data: query });
  const { data } = await reply();
  return data.items.slice(0, 20).map(([item]) => JSON.parse(decodeURIComponent(item.location)));
};
"""
PAGEFIND = """
let engine;
window.ask = async (query) => {
  engine ??= await import("./pagefind/pagefind.js");
  const { results } = await engine.search(query);
  const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return data.map((item) => JSON.parse(item.meta.place));
};
"""


def _place(document: IndexedDocument, path: tuple[str, ...]) -> str:
    return json.dumps([document.key, "/".join(path)], ensure_ascii=False)


def ours(documents: tuple[IndexedDocument, ...], out: Path) -> None:
    """This project's index; the page holds its script, as the search page does."""
    web = ROOT / "build_tools" / "search" / "web"
    write(build_files(documents, tables()), out / "search")
    source = out / "ask.source.js"
    source.write_text(OURS.format(engine=json.dumps(str(web / "engine.js")), load=json.dumps(str(web / "load.js"))))
    bundler = toolchain.MODULES / "esbuild" / "bin" / "esbuild"
    done = toolchain.run_node(
        bundler,
        str(source),
        "--bundle",
        "--format=esm",
        "--minify",
        "--charset=utf8",
        f"--outfile={out / 'ask.js'}",
        cwd=toolchain.WEB,
    )
    assert done.returncode == 0, done.stderr
    source.unlink()


def material_search(documents: tuple[IndexedDocument, ...], out: Path) -> None:
    """Material for MkDocs: its own worker, and the index that its plugin writes for Chinese (cut by jieba)."""
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    shutil.copytree(scripts / "lunr", out / "javascripts" / "lunr")
    (out / "javascripts" / "workers").mkdir()
    shutil.copy(next((scripts / "workers").glob("search.*.min.js")), out / "javascripts" / "workers" / "search.js")
    jieba.setLogLevel(60)
    cut = jieba.Tokenizer()
    entries = [
        {
            "location": _place(document, clause.path),
            "title": "\u200b".join(cut.cut(clause.heading or document.title)),
            "text": "\u200b".join(cut.cut(clause.text)),
        }
        for document in documents
        for clause in document.clauses
    ]
    config = {
        "lang": ["zh"],
        "separator": r"[\s\u200b\-]",
        "pipeline": ["stemmer"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
    }
    (out / "search_index.json").write_text(
        json.dumps({"config": config, "docs": entries}, ensure_ascii=False, separators=(",", ":"))
    )
    (out / "ask.js").write_text(MATERIAL)


def pagefind(documents: tuple[IndexedDocument, ...], out: Path) -> None:
    """Pagefind, extended for Chinese, one record a clause."""
    if not PACKAGES.is_dir():
        lock = ROOT / "build_tools" / "locks" / "bench.txt"
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--target",
            str(PACKAGES),
            "-r",
            str(lock),
        ]
        subprocess.run(pip, check=True)
    pages = out / "pages"
    pages.mkdir()
    number = 0
    for document in documents:
        for clause in document.clauses:
            place = escape(_place(document, clause.path), quote=True)
            text = "".join(
                f"<{tag}>{escape(words)}</{tag}>"
                for tag, words in (("h1", clause.heading or document.title), ("p", document.title), ("p", clause.text))
            )
            meta = f'<meta name="place" content="{place}" data-pagefind-meta="place[content]">'
            page = f'<!doctype html><html lang="zh"><head>{meta}</head><body>{text}</body></html>'
            (pages / f"{number}.html").write_text(page, encoding="utf-8")
            number += 1
    program = PACKAGES / "pagefind_bin_extended" / "pagefind_extended"
    command = [
        str(program),
        "--site",
        str(pages),
        "--output-path",
        str(out / "pagefind"),
        "--force-language",
        "zh",
        "--quiet",
    ]
    subprocess.run(command, check=True)
    shutil.rmtree(pages)
    (out / "ask.js").write_text(PAGEFIND)


ENGINES: dict[str, Callable[[tuple[IndexedDocument, ...], Path], None]] = {
    "ours": ours, "material": material_search, "pagefind": pagefind,
}  # fmt: skip


def prepare(name: str, documents: tuple[IndexedDocument, ...], out: Path) -> None:
    """A folder to serve, with the engine's index and its page."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    ENGINES[name](documents, out)
    (out / "index.html").write_text(PAGE)
