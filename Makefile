# Everyday commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build test check format bench bench-quality bench-speed bench-ocr run
SHELL := /bin/bash

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## install or check what building needs (Debian packages, PDFium)
	@scripts/setup

build: setup ## debug build of everything
	swift build

test: setup ## all tests
	swift build --product mivaa
	.build/debug/mivaa models install
	swift test

check: setup ## format, imports, warnings, file sizes, leaks
	@scripts/check

format: ## rewrite the sources in the house style
	swift format --in-place --recursive --parallel Package.swift Sources Tests

bench: bench-quality bench-speed bench-ocr ## all benchmarks

bench-quality: setup ## scores on ../shared/quality/dev beside the peers' (RECORD=1 keeps them as the new reference)
	@Benchmarks/run quality $(if $(RECORD),--record)

bench-speed: setup ## pages per second and memory beside the peers'
	@Benchmarks/run speed

bench-ocr: setup ## text recognition on rasterised pages beside rapidocr's and tesseract's (tesseract when it is installed)
	@Benchmarks/run ocr

run: ## run the release binary: make run ARGS="extract file.pdf"
	@./mivaa $(ARGS)
