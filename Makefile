.DEFAULT_GOAL := help
.PHONY: help install dev phone setup doctor test test-image real lint format build bench clean \
  docker-build docker-run k8s-deploy k8s-logs k8s-status

IMAGE ?= sms-relay:0.1.0

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

setup: install ## Set your own phone up: asks for what is missing, and writes .env
	@npm run --silent setup

doctor: install ## Look at everything a relay needs, and say what to do where it does not work
	@npm run --silent doctor

# The gate tries everything; elsewhere tables and properties that take minutes are tried in part.
ROW_STRIDE ?= 8
# `make test CHECK=test` leaves out what looks at the sources only.
CHECK ?= check

test: install ## Types, lint, dead code, architecture and all tests (ROW_STRIDE=1: every row, as the gate)
	ROW_STRIDE=$(ROW_STRIDE) npm run --silent $(CHECK)

test-image: install ## Build the image over a local base and run it (as root, with docker.io, docker-compose and mmdebstrap)
	TEST_IMAGE=1 npm run --silent test -- test/image

real: install ## Install the MCP servers people run (140 MB), so that the tests talk to them too
	npm ci --prefix test/real --loglevel=error

lint: install ## Only the linters
	npm run lint

format: install ## Format, sort imports and apply safe lint fixes
	npm run fix

build: install ## Compile and bundle to dist/: it needs Node 24 and nothing else
	npm run build

docker-build: ## Build the container image
	docker build --tag $(IMAGE) .

docker-run: ## Run the image with the settings in .env, its database in the volume sms-relay
	docker run --rm --name sms-relay --env-file .env --publish 8000:8000 --volume sms-relay:/data \
	  --read-only --cap-drop ALL --security-opt no-new-privileges $(IMAGE)

k8s-deploy: k8s/site/secret.env ## Apply k8s/ to the cluster that kubectl talks to
	kubectl apply -k k8s/

k8s/site/secret.env:
	@echo "cp $@.example $@ and fill it in: the account, its token, your keys. It stays out of git." >&2
	@exit 1

k8s-logs: ## Follow the log of the relay in the cluster
	kubectl --namespace sms-relay logs --follow deployment/sms-relay

k8s-status: ## What runs in the cluster, and how it is doing
	kubectl --namespace sms-relay get pods,services,ingresses,persistentvolumeclaims
	kubectl --namespace sms-relay exec deployment/sms-relay -- sms-relay health

bench: install ## Measure what a text costs
	npm run bench

clean: ## Remove what was built and installed
	rm -rf dist coverage node_modules
