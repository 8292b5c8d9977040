# Everyday commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build web test test-release test-web check format bench bench-quality bench-scan bench-speed bench-ocr bench-tokenizer bench-embeddings bench-entities bench-images bench-analysis bench-retrieval bench-index bench-table-structure bench-scripts bench-memory bench-web check-api bench-answers bench-answering bench-summaries test-mcp run
SHELL := /bin/bash

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## install or check what building needs (Debian packages, PDFium)
	@scripts/setup

build: setup web ## debug build of everything
	swift build

web: ## build the web UI, when its sources are newer than the last build
	@scripts/web

# Tests of one module open some thousand files together: beside them, starting programs crashes Foundation, which reads the list of a
# process's open files beyond its end when it is longer than 32 KB.
stores := ^(PersistenceTests|AccountsTests)\.

test: setup web ## all tests but those in a browser
	swift build --product mivaa
	.build/debug/mivaa models install
	swift test --filter '$(stores)'
	swift test --skip '$(stores)'

test-release: setup web ## what tests do with the program, done with the optimized one that people run
	swift build --configuration release --product mivaa
	.build/release/mivaa models install
	TESTED_MIVAA=$(CURDIR)/.build/release/mivaa swift test --filter '^(ServiceTests|CommandLineTests)\.'

test-web: setup ## the web UI's tests in a real browser
	swift build --product mivaa
	@scripts/web-tests

test-mcp: setup ## the MCP server against the reference client (PyPI mcp), over HTTP and standard streams
	swift build --product mivaa
	python3 -m venv .build-bench/venv-mcp
	.build-bench/venv-mcp/bin/pip install --quiet --disable-pip-version-check -r Tests/MCPClient/requirements.txt
	.build-bench/venv-mcp/bin/python Tests/MCPClient/test.py .build/debug/mivaa

check: setup ## format, imports, warnings, file sizes, leaks, types of the web UI
	@scripts/check

format: ## rewrite the sources in the house style
	swift format --in-place --recursive --parallel Package.swift Sources Tests

bench: bench-quality bench-speed bench-images bench-ocr ## all benchmarks

bench-quality: setup ## scores on ../shared/quality/dev beside the peers' (RECORD=1 keeps them as the new reference)
	@Benchmarks/run quality $(if $(RECORD),--record)

bench-scan: setup ## what is left of the digital originals' scores when only pictures of their pages are read
	@Benchmarks/run scan

bench-speed: setup ## pages per second and memory beside the peers'
	@Benchmarks/run speed

bench-tokenizer: setup ## our tokenizers against the reference libraries
	@Benchmarks/run tokenizer

bench-embeddings: setup ## embeddings against reference computations, search quality, speed
	@OMP_NUM_THREADS=1 Benchmarks/run embeddings

bench-entities: setup ## names found beside spaCy small (CALIBRATE=1 prints the table of reliability)
	@OMP_NUM_THREADS=1 Benchmarks/run entities $(if $(CALIBRATE),--calibrate)

bench-images: setup ## pictures: materials, furniture, copies, kinds, speed
	@Benchmarks/run images

bench-analysis: setup ## analysis of text: sentiment, keywords, topics, language beside reference implementations
	@OMP_NUM_THREADS=1 Benchmarks/run analysis

bench-retrieval: setup ## search on questions with known answers; chunking beside fixed-size and recursive splitting
	@Benchmarks/run retrieval

bench-index: setup ## the index of chunks: time, memory, recall and size for 10 k, 100 k and 1 M chunks, speed of indexing
	@OMP_NUM_THREADS=1 Benchmarks/run index

bench-ocr: setup ## text recognition on rasterised pages beside rapidocr's and tesseract's (tesseract when it is installed)
	@Benchmarks/run ocr

bench-table-structure: setup ## tables in pictures beside the SLANet-plus model
	@OMP_NUM_THREADS=1 Benchmarks/run table_structure

bench-scripts: setup ## which scripts recognition reads, on generated pages
	@Benchmarks/run scripts

bench-web: setup ## the web UI: first load on a slow phone, long lists, delay of events
	@MIVAA_BINARY=.build/release/mivaa Benchmarks/run web

bench-answers: setup ## citations against a second reading of the pages, latency of answers on 1,000 stored pages
	@Benchmarks/run answers

bench-answering: setup ## whether questions are answered that have an answer, and those that have none; the weights that decide it
	@Benchmarks/run fit_answers

bench-summaries: setup ## sentences of summaries that do not stand by themselves
	@Benchmarks/run summaries

bench-memory: setup ## peak memory of a scan of 20 pages with one worker
	@Benchmarks/run memory

check-api: setup ## generated requests to every route, answers held against /openapi.json (schemathesis)
	@Benchmarks/run schema

run: ## run the release binary: make run ARGS="extract file.pdf"
	@./mivaa $(ARGS)
