# `make run` and `make test` need the Swift toolchain and apt; both install what else is missing.

.PHONY: run test test-long build library dependencies lint format embedded bench docs schema reference validation report notebooks manual install clean

PREFIX ?= /usr/local
# the equations compiled for this processor, beside those for any; for a program that goes to other machines: make KERNELS="avx2 avx512"
KERNELS ?= $(or $(shell grep -qsw avx512dq /proc/cpuinfo && grep -qsw avx512vl /proc/cpuinfo && echo avx512), \
  $(shell grep -qsw avx2 /proc/cpuinfo && echo avx2), portable)
export EQUIPOISE_KERNELS = $(strip $(KERNELS))
# what `--version` and run.json tell; the same for all builds, so that one takes over what another has compiled
export EQUIPOISE_COMMIT := $(shell git describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null)
EQUIPOISE = .build/release/equipoise

run: build
	$(EQUIPOISE) run scenarios/uk-options.yaml

build: dependencies
	swift build -c release --product equipoise

# what other languages call: the functions of equipoise.h
LIBRARY = .build/library

library: dependencies
	swift build -c release --product EquipoiseC -Xlinker -soname=libequipoise.so
	install -d $(LIBRARY)
	install -m 644 .build/release/libEquipoiseC.so $(LIBRARY)/libequipoise.so
	install -m 644 Sources/CEquipoise/equipoise.h $(LIBRARY)

# with optimisation, as they integrate the model some thousands of times
test: dependencies
	swift build -c release --build-tests
	swift test -c release --skip-build --disable-xctest

# against other packages and an independent implementation: Python and R, from PyPI and Debian
test-long: build
	Tests/Long/run

dependencies:
	@pkg-config --exists gsl nettle sqlite3 yaml-0.1 zlib || { \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq libgsl-dev libsqlite3-dev libyaml-dev nettle-dev pkg-config zlib1g-dev; }

SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources/benchmarks

lint:
	swift format lint --strict -r $(SOURCES)

format:
	swift format -i -r $(SOURCES)

# the equations and what they rest on compile for WebAssembly without a runtime, in Embedded Swift: no key paths, no dictionaries by
# text, no whole-number literal beyond 32 bits. SwiftPM would need its kits for that; the compiler does not
EMBEDDED = .build/embedded
EMBEDDED_FLAGS = -target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -Xcc -msimd128 -O -wmo \
  -swift-version 6 -parse-as-library -package-name equipoise -warnings-as-errors \
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
  -enable-upcoming-feature MemberImportVisibility -I $(EMBEDDED) -I Sources/CLanes/include

embedded:
	mkdir -p $(EMBEDDED)
	for module in Declarations Model; do \
	  swiftc $(EMBEDDED_FLAGS) -module-name $$module -emit-module -emit-module-path $(EMBEDDED)/$$module.swiftmodule \
	    -c -o $(EMBEDDED)/$$module.o Sources/$$module/*.swift || exit 1; \
	done

# runs a second and right-hand sides a second beside a baseline in C: quote the ratios
bench: dependencies
	cd Benchmarks && swift run -c release benchmarks

# files that are generated and committed; a test says when they are stale
schema: build
	$(EQUIPOISE) schema > scenarios/scenario.schema.json
	$(EQUIPOISE) schema world > scenarios/world.schema.json
	$(EQUIPOISE) schema page > Sources/Model/Model.docc/Scenario-format.md

reference: build
	$(EQUIPOISE) run scenarios/uk-options.yaml --out notebooks-out/reference/uk-options
	rm notebooks-out/reference/uk-options/run.json
	$(MAKE) run
	$(MAKE) report DIR=notebooks-out/uk-options
	for figure in gains-UK trade-off-UK; do \
	  cp notebooks-out/uk-options/figures/$$figure.svg notebooks-out/reference/figures/; done

# what the page Validation tells, and its figures
validation: build
	.venv/bin/python Tests/Long/test_validation.py

# DIR is a result folder of `equipoise run` or `sweep`; the page is DIR/report.html, its figures are in DIR/figures
NOTEBOOKS = notebooks-out/notebooks
REPORT_PYTHON = $(NOTEBOOKS)/.venv/bin/python

report: $(NOTEBOOKS)/.venv/installed
	@[ -n "$(DIR)" ] || { echo "error: say which result: make report DIR=notebooks-out/uk-options" >&2; exit 64; }
	PYTHONDONTWRITEBYTECODE=1 $(REPORT_PYTHON) $(NOTEBOOKS)/report.py "$(DIR)"

# the notebook is generated from the script and committed; a test says when it is stale
notebooks: $(NOTEBOOKS)/.venv/installed
	$(NOTEBOOKS)/.venv/bin/jupytext --update --to ipynb $(NOTEBOOKS)/explore.py

$(NOTEBOOKS)/.venv/installed: $(NOTEBOOKS)/requirements.txt
	@command -v python3 >/dev/null && python3 -c "import ensurepip" 2>/dev/null || { \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq python3 python3-venv; }
	python3 -m venv $(NOTEBOOKS)/.venv
	$(NOTEBOOKS)/.venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# of the model the blocks too, of the library what is public
docs: dependencies
	mkdir -p .build/docs
	for documented in Model:internal Theory:internal Equipoise:public; do \
	  target=$${documented%:*}; \
	  swift package --allow-writing-to-directory .build/docs generate-documentation --target $$target \
	    --symbol-graph-minimum-access-level $${documented#*:} --warnings-as-errors \
	    --output-path .build/docs/$$target || exit 1; \
	done

# the program, its manual pages, completions for bash, zsh and fish, and the library for other languages
SHARE = $(PREFIX)/share
MANUAL = .build/manual

install: build library manual
	install -d $(PREFIX)/bin $(PREFIX)/lib $(PREFIX)/include $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install $(EQUIPOISE) $(PREFIX)/bin/equipoise
	install -m 644 $(LIBRARY)/libequipoise.so $(PREFIX)/lib
	install -m 644 $(LIBRARY)/equipoise.h $(PREFIX)/include
	install -m 644 $(MANUAL)/*.1 $(SHARE)/man/man1
	$(EQUIPOISE) --generate-completion-script bash > $(SHARE)/bash-completion/completions/equipoise
	$(EQUIPOISE) --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_equipoise
	$(EQUIPOISE) --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/equipoise.fish

# by the argument parser's own generator; the date is that of the sources
manual: build
	swift build -c release --product generate-manual
	rm -rf $(MANUAL)
	mkdir -p $(MANUAL)
	.build/release/generate-manual $(EQUIPOISE) --multi-page --output-directory $(MANUAL) \
	  --authors "The Equipoise developers" --date $$(git log -1 --format=%cs 2>/dev/null || date -r CHANGELOG.md +%F)

clean:
	rm -rf .build
