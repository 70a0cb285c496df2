# Every command says what it does while it works. `make help` lists them.
# PYTHON: the interpreter the venv is made with.  PORT, HOST: where the portal listens.  ARGS: passed on by test, bench.
PYTHON ?= python3
export PORT HOST ARGS YES
OPS = @$(PYTHON) -m ops

.DEFAULT_GOAL := help
.PHONY: help demo setup serve test check messages bench prove lock stop clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## from a fresh clone to a running portal with a demo municipality (PORT=8000)
	$(OPS) demo

setup: ## everything but the server: packages, database, assets, the demo municipality
	$(OPS) setup

serve: ## the web server and the background worker in the foreground (PORT=8000)
	$(OPS) serve

test: ## set up what the tests need and run them all (ARGS="-k trees")
	$(OPS) test

check: ## lint, format, types, directions, migrations, translations, production settings
	$(OPS) check

messages: ## bring the translation files up to date with the sources
	$(OPS) messages

bench: ## the benchmark beside its peers; a table, and bench/results/latest.json
	$(OPS) bench

prove: ## load and fault proofs with their counts
	$(OPS) prove

lock: ## write the hashed requirement files anew
	$(OPS) lock

stop: ## stop the private database
	$(OPS) stop

clean: ## remove what setup made, the private database too; asks first (YES=1 does not)
	$(OPS) clean
