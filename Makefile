# Two commands are enough: `make run` opens the explorer, `make test` proves it. Both install what is missing.
SWIFT ?= swift
PREFIX ?= /usr/local
BINARY = .build/release/dnag

.PHONY: run build test sanitize bench screens deps install clean

run: build
	@exec $(BINARY)

build: deps
	@$(SWIFT) build -c release --product dnag

test: deps
	@$(SWIFT) build -c release --build-tests
	@$(SWIFT) test -c release --skip-build

# The tests under the address sanitizer, then under the thread sanitizer: some two hours on two cores. What the Swift runtime allocates once
# and keeps is no leak, and signals that are sent to see what the program does with them are its own. The commands' tests run the program beside
# themselves against the clock, where watching threads is too slow.
sanitize: deps
	ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_sigbus=0 $(SWIFT) test -c release --sanitize=address --scratch-path .build-address
	TSAN_OPTIONS=report_signal_unsafe=0 $(SWIFT) test -c release --sanitize=thread --scratch-path .build-thread --skip CommandTests

bench: build
	@$(BINARY) bench

# Draws docs/screens anew.
screens: build
	@sh Scripts/screens.sh $(BINARY)

deps:
	@sh Scripts/install-dependencies.sh

install: build
	install -d $(PREFIX)/bin $(PREFIX)/share/dnag
	install -m 755 $(BINARY) $(PREFIX)/bin/dnag
	install -m 644 Assets/*.safetensors $(PREFIX)/share/dnag

clean:
	@rm -rf .build .build-address .build-thread
