.DEFAULT_GOAL := help
.PHONY: help install dev phone test real lint format build bench clean

INSTALLED := node_modules/.package-lock.json

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED) ## Install exactly what the lockfile says, Node 24 included

$(INSTALLED): package-lock.json
	npm ci --loglevel=error
	@touch $@

dev: install ## Start the demo on http://127.0.0.1:8000: an imaginary homelab, no account needed
	@DEMO=1 npm run --silent dev

phone: install ## Text the demo from this terminal; starts one when none runs
	@npm run --silent phone

test: install ## Types, lint, dead code, architecture and all tests
	npm run check

real: install ## Install the MCP servers people run (140 MB), so that the tests talk to them too
	npm ci --prefix test/real --loglevel=error

lint: install ## Only the linters
	npm run lint

format: install ## Format, sort imports and apply safe lint fixes
	npm run fix

build: install ## Compile to dist/
	npm run build

bench: install ## Measure what a text costs
	npm run bench

clean: ## Remove what was built and installed
	rm -rf dist coverage node_modules
