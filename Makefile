# Needs python3 (3.11 to 3.14), make and git. Everything else is installed into .venv and build_tools/web/node_modules.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
LOCKS := build_tools/locks
SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready
.DELETE_ON_ERROR:
.PHONY: help site test serve check bench bench-search facts shots lock clean

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(PY):
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 14) else "需要 Python 3.11 至 3.14，当前为 %d.%d；请用 make PYTHON=python3.12 指定" % v)'
	$(PYTHON) -m venv $(VENV)

$(SITE_READY): $(LOCKS)/site.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(TEST_READY): $(LOCKS)/test.txt $(SITE_READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

site: $(SITE_READY) ## 从公报原文生成整个站点（site/），并说明怎样打开
	@$(PY) -m build_tools build

serve: $(SITE_READY) ## 在本机预览，改动原文、YAML 或模板后自动重建
	@$(PY) -m build_tools serve

check: $(SITE_READY) ## 逐字核对无遗漏，核对引用、永久链接、站内链接与表格合计
	@$(PY) -m build_tools check

test: $(TEST_READY) ## 安装测试所需的一切（含浏览器），运行全部检查与测试
	@$(PY) -m build_tools.web.toolchain
	$(PY) -m ruff check build_tools tests
	$(PY) -m ruff format --check build_tools tests
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m build_tools.web.formatting
	$(PY) -m build_tools.web.typecheck
	@$(PY) tests/browser/ensure_chromium.py
	$(PY) -m pytest

bench: $(TEST_READY) ## 构建与页面重量的比值
	@$(PY) -m tests.benchmarks.build

bench-search: $(TEST_READY) ## 检索的质量、流量与耗时
	@$(PY) -m tests.benchmarks.bench_search

facts: $(SITE_READY) ## 与另一版本比较事实的增减：make facts BASE=HEAD~1
	@$(PY) -m build_tools facts --base $(or $(BASE),HEAD)

shots: $(TEST_READY) ## 各类页面的截图（桌面、手机、深色、打印），写入 .cache/shots
	@$(PY) tests/browser/ensure_chromium.py
	@$(PY) -m tests.browser.shots

lock: $(TEST_READY) ## 更新依赖锁定文件（含哈希）
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o $(LOCKS)/site.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra test pyproject.toml -o $(LOCKS)/test.txt

clean: ## 删去一切可以重新生成的东西（保留 sources/ 与 structured/）
	rm -rf .venv .cache site build_tools/web/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	git clean -fdXq docs
