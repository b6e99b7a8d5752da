# `make run` and `make test` need the Swift toolchain and apt; both install what else is missing.

.PHONY: run test test-long build dependencies lint format bench docs schema reference install clean

PREFIX ?= /usr/local
EQUIPOISE = .build/release/equipoise
# tests are built with optimisation: they integrate the model some thousands of times
TEST_BUILD = --scratch-path .build-test -c release -Xswiftc -enable-testing

run: build
	$(EQUIPOISE) run scenarios/uk-options.yaml

build: dependencies
	swift build -c release --product equipoise

test: dependencies
	swift build $(TEST_BUILD) --build-tests
	swift test $(TEST_BUILD) --skip-build --disable-xctest

# against other packages and an independent implementation: Python and R, from PyPI and Debian
test-long: build
	Tests/Long/run

dependencies:
	@pkg-config --exists gsl zlib || { \
	  sudo=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq libgsl-dev pkg-config zlib1g-dev; }

SOURCES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources/benchmarks

lint:
	swift format lint --strict -r $(SOURCES)

format:
	swift format -i -r $(SOURCES)

# runs a second and right-hand sides a second beside a baseline in C: quote the ratios
bench: dependencies
	cd Benchmarks && swift run -c release benchmarks

# files that are generated and committed; a test says when they are stale
schema: build
	$(EQUIPOISE) schema > scenarios/scenario.schema.json
	$(EQUIPOISE) schema world > scenarios/world.schema.json

reference: build
	$(EQUIPOISE) run scenarios/uk-options.yaml --out notebooks-out/reference/uk-options
	rm notebooks-out/reference/uk-options/run.json

docs: dependencies
	mkdir -p .build/docs
	for target in Model Theory; do \
	  swift package --allow-writing-to-directory .build/docs generate-documentation --target $$target \
	    --symbol-graph-minimum-access-level internal --warnings-as-errors \
	    --output-path .build/docs/$$target || exit 1; \
	done

install: build
	install -d $(PREFIX)/bin
	install $(EQUIPOISE) $(PREFIX)/bin/equipoise

clean:
	rm -rf .build .build-test
