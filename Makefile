# Two commands are enough: `make run` opens the explorer, `make test` proves it. Both install what is missing.
SWIFT ?= swift
PREFIX ?= /usr/local
BINARY = .build/release/dnag

.PHONY: run build test bench screens deps install clean

run: build
	@exec $(BINARY)

build: deps
	@$(SWIFT) build -c release --product dnag

test: deps
	@$(SWIFT) build -c release --build-tests
	@$(SWIFT) test -c release --skip-build

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
	@rm -rf .build
