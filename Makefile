# Two commands are enough: `make run` opens the explorer, `make test` proves it. Both install what is missing.
SWIFT ?= swift
PREFIX ?= /usr/local
# Everything is installed below DESTDIR, for those who make packages.
DESTDIR ?=
BINARY = .build/release/dnag
SOURCES = Sources Tests Fuzz/Sources Package.swift

.PHONY: run build test test-python test-dist sanitize fuzz mutants format lint lint-spaces bench screens recordings dist deps install uninstall clean help

run: build ## install what is missing, build, and open the explorer
	@exec $(BINARY)

build: deps ## build the program: .build/release/dnag
	@$(SWIFT) build -c release --product dnag

test: deps ## build the tests and run all of them
	@$(SWIFT) build -c release --build-tests
	@$(SWIFT) test -c release --skip-build

# No part of `make test`: it needs Python and the package index. What that does not give is skipped, and said.
test-python: build ## test the Python package in an environment of its own, with Optuna, Ray and Syne Tune where they can be had
	@sh Scripts/test-python.sh $(BINARY)

# The tests under the address sanitizer, then under the thread sanitizer: some two hours on two cores. What the Swift runtime allocates once
# and keeps is no leak, and signals that are sent to see what the program does with them are its own. The commands' tests run the program beside
# themselves against the clock, where watching threads is too slow.
sanitize: deps ## run the tests under the address and the thread sanitizer (two hours)
	ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_sigbus=0 $(SWIFT) test -c release --sanitize=address --scratch-path .build-address
	TSAN_OPTIONS=report_signal_unsafe=0 $(SWIFT) test -c release --sanitize=thread --scratch-path .build-thread --skip CommandTests

# Fuzz/README.md says what is fuzzed, and what becomes of a finding. A build of its own with libFuzzer, which Swift for Linux brings along.
fuzz: deps ## fuzz every reader of what comes from outside, five minutes each
	@SWIFT=$(SWIFT) sh Fuzz/run.sh 300

# Scripts/mutants/README.md says what a mutant is. One build of a copy in .build-mutants, then some three hundred
# short runs: three minutes on two cores.
mutants: deps ## change formulas one by one, and see that a test notices each
	@python3 Scripts/mutants.py

# Both follow .swift-format; CONTRIBUTING.md says why some rules are off.
format: ## rewrite the Swift files in the house style
	@$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

lint: ## check the style of the Swift files and the places of the mutants, and change nothing
	@$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@python3 Scripts/mutants.py --check

# No part of lint yet: code outside the spaces still names them. `make lint` will include this once nothing is listed.
lint-spaces: ## list code that names a search space where it should ask one
	@sh Scripts/lint-spaces.sh

bench: build ## measure this machine: samples, steps, frames
	@$(BINARY) bench

screens: build ## draw the pictures in docs/screens anew
	@sh Scripts/screens.sh $(BINARY)

recordings: build ## record the lessons in docs/recordings anew
	@sh Scripts/recordings.sh $(BINARY)

deps: ## install what the build and the tests need
	@sh Scripts/install-dependencies.sh

# Program, data, man pages, completions of bash, zsh and fish.
install: build ## install the program and its data under PREFIX (/usr/local), behind DESTDIR where it is set
	sh Scripts/dist/lay-out.sh $(BINARY) "$(DESTDIR)$(PREFIX)"

uninstall: ## remove what install wrote
	sh Scripts/dist/remove.sh "$(DESTDIR)$(PREFIX)"

# A build of its own, a quarter of an hour on two cores. docs/workshop.md says what to do with the files.
dist: deps ## build what is handed out into dist: a tar ball with one executable, a .deb, checksums
	@sh Scripts/dist/dist.sh

# Needs root, debootstrap and a mirror.
test-dist: ## run what dist built in a bare Debian
	@sh Scripts/test-dist.sh

clean: ## remove everything that was built
	@rm -rf .build .build-address .build-thread .build-mutants .build-fuzz .build-dist .venv-python

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
