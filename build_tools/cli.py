"""The command line: arguments, progress, exit codes (0 done, 1 a check failed, 2 bad input or usage)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from build_tools.beside import PROCESSORS
from build_tools.errors import InputError
from build_tools.progress import Progress
from build_tools.project import PORT, PREVIEW, Project

EXPORT_FORMATS = ("csv", "jsonl", "sqlite", "akn")
HERE = Path(__file__).resolve().parents[1]


class _Commands(click.Group):
    """Turns bad input into one line on standard error and exit code 2; an interrupt (Ctrl-C) into a line and 130."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InputError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("已中断", err=True)
            ctx.exit(130)


def _example(text: str) -> str:
    return f"例：python -m build_tools {text}"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=HERE, hidden=True,
    help="项目所在文件夹",
)  # fmt: skip
@click.pass_context
def main(ctx: click.Context, project: Path) -> None:
    """政策知识库：从公报原文到可检索的静态站点。"""
    ctx.obj = project.resolve()


@main.command(epilog=_example("parse 公报.txt 通知.docx --out /tmp/结果"))
@click.argument("files", nargs=-1, required=True, metavar="文件…", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="写入的文件夹")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="并行的进程数")
@click.pass_obj
def parse(project: Path, files: tuple[Path, ...], out: Path, jobs: int) -> None:
    """读任何公报或政策文本，写出 documents/*.yml 与 tables/*.jsonl。"""
    from build_tools import pipeline

    made = pipeline.parse_files(Project(project), files, out, jobs=jobs, progress=Progress())
    click.echo(f"{len(files)} 个文本 → {made} 份文件，已写入 {out}")


@main.command(epilog=_example("build --jobs 2"))
@click.option("--jobs", type=click.IntRange(min=1), default=PROCESSORS, show_default="处理器数", help="并行的进程数")
@click.option("--clean", is_flag=True, help="不用上次的结果，全部重做")
@click.pass_obj
def build(project: Path, jobs: int, clean: bool) -> None:
    """原文 → structured/ → 页面 → 索引 → site/；只重做有变化的部分。"""
    from build_tools import pipeline

    site = pipeline.build(Project(project), jobs=jobs, clean=clean, progress=Progress())
    click.echo(f"站点已生成。打开：{(site / 'index.html').as_uri()}\n或预览：make serve")
    if not os.environ.get("SITE_ADDRESS"):
        where = f"站点地图（sitemap.xml）与浏览器检索说明（opensearch.xml）按本机预览地址 {PREVIEW} 写成"
        click.echo(f"未设 SITE_ADDRESS：{where}，发布前请设，例：SITE_ADDRESS=https://主机/路径/ make site")


@main.command(epilog=_example("check"))
@click.pass_obj
def check(project: Path) -> None:
    """核对：结构、逐字无遗漏、引用、永久链接、站内链接、表格合计。"""
    from build_tools.check.run import report

    lines, failed = report(project)
    for line in lines:
        click.echo(line)
    sys.exit(1 if failed else 0)


@main.command(epilog=_example("export --format csv --out /tmp/表"))
@click.option("--format", "format_", type=click.Choice(EXPORT_FORMATS), required=True, help="格式")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="写入的文件夹")
@click.pass_obj
def export(project: Path, format_: str, out: Path) -> None:
    """导出各表（csv、jsonl、sqlite）或文件全文（akn，即 Akoma Ntoso XML）。"""
    from build_tools import pipeline

    count = pipeline.export(Project(project), format_, out)
    click.echo(f"已写入 {count} 个文件：{out}")


@main.command(epilog=_example("serve --port 8000"))
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="本机端口")
@click.pass_obj
def serve(project: Path, port: int) -> None:
    """在本机预览站点；原文、YAML、模板有改动时自动重建并刷新。"""
    from build_tools.serve import serve as run

    run(project, port, Progress())


@main.command(epilog=_example("facts --base HEAD~1"))
@click.option("--base", default="HEAD", show_default=True, help="比较的版本（git）")
@click.pass_obj
def facts(project: Path, base: str) -> None:
    """与另一版本比较事实：新增、消失、改变的逐条列出。"""
    from build_tools.compare import compare_with

    for line in compare_with(project, base):
        click.echo(line)
