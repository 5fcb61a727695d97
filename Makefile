# Everything a developer does here. `make serve` and `make test` install what they need.
.DEFAULT_GOAL := help
.PHONY: help install serve test lint format check validate bundle contract mutants real-medusa bench build clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $@

install: $(INSTALLED) ## Make the virtual environment .venv with everything in it

serve: $(INSTALLED) ## Start the mock server on http://localhost:9000 (ARGS="--port 0 --seed empty")
	@$(BIN)/medusa-mock serve $(ARGS)

test: $(INSTALLED) ## Run all tests, on all cores (ARGS="tests/wire -x -n 0")
	@$(BIN)/pytest --numprocesses auto --dist worksteal $(ARGS)

lint: $(INSTALLED) ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(INSTALLED) ## Put the code into its one form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

check: lint validate test ## Everything that has to pass before a change lands

validate: $(INSTALLED) ## Hold openapi/ to OpenAPI and to the house rules
	@$(BIN)/medusa-mock validate

bundle: $(INSTALLED) ## Write each document as one file, to build/admin.yaml and build/store.yaml
	@mkdir -p build
	@$(BIN)/medusa-mock bundle --api admin --output build/admin.yaml
	@$(BIN)/medusa-mock bundle --api store --output build/store.yaml

contract: $(INSTALLED) ## Hold a server against a document (ARGS="--api store --url http://localhost:9100"), by default our own
	@$(BIN)/medusa-mock test $(ARGS)

mutants: $(INSTALLED) ## Hold servers with one fault each against the documents: is any of them missed? (ARGS="--whole")
	@$(BIN)/python -m tests.mutants $(ARGS)

real-medusa: ## Start a real Medusa v1.20.11 on http://127.0.0.1:9100 (needs Node.js; installs PostgreSQL)
	@tests/real_medusa/run start

bench: $(INSTALLED) ## Compare the speed with other servers (needs wrk, Node.js and Java)
	@$(BIN)/python -m tests.bench $(ARGS)

build: $(INSTALLED) ## Build the wheel and the source archive into dist/
	@$(BIN)/pip install --quiet build
	@$(BIN)/python -m build --outdir dist

clean: ## Remove what was built
	rm -rf build dist reports .mypy_cache .pytest_cache .ruff_cache .hypothesis
