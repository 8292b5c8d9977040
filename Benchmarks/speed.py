#!/usr/bin/env python3
"""Measures the release binary on shared/quality/dev/markdown, beside other engines in the same run.

    speed.py [--quality DIR] [--engines pdfium_text,liteparse,pdf_inspector,pymupdf4llm] [--rounds 3]

Processor seconds are user + system of the program and all its children; the best of the rounds counts, because everything else
on the machine only adds. Memory is the peak of the largest extraction child over the first 100, the first 1,000 and all pages of one
long document, which must not differ much: resident in all, and its own without the pages of mapped files.
"""
import argparse
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
OUTPUT = ROOT / ".build-bench" / "speed"
LONG_DOCUMENT_PAGES = 1000
SAMPLING_SECONDS = 0.02



def status_bytes(process, *keys):
    """Figures of /proc/PID/status: VmHWM is the largest resident size so far, RssAnon what is resident of the process's own."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return [0] * len(keys)
    found = [re.search(rf"{key}:\s+(\d+) kB", status) for key in keys]
    return [int(match.group(1)) * 1024 if match else 0 for match in found]


class MemoryWatch(threading.Thread):
    """The largest extraction child and the parent itself, while a command runs."""

    def __init__(self, parent):
        super().__init__(daemon=True)
        self.parent, self.running = parent, True
        self.child_bytes, self.own_bytes, self.parent_bytes = 0, 0, 0

    def run(self):
        while self.running:
            self.parent_bytes = max(self.parent_bytes, *status_bytes(self.parent, "VmHWM"))
            for child in (child for task in self.tasks() for child in task):
                peak, own = status_bytes(child, "VmHWM", "RssAnon")
                self.child_bytes, self.own_bytes = max(self.child_bytes, peak), max(self.own_bytes, own)
            time.sleep(SAMPLING_SECONDS)

    def tasks(self):
        """Children are listed under the thread that started them."""
        try:
            for task in os.listdir(f"/proc/{self.parent}/task"):
                yield [int(p) for p in Path(f"/proc/{self.parent}/task/{task}/children").read_text().split()]
        except OSError:
            return


def run_ours(arguments, jobs):
    started = time.perf_counter()
    process = subprocess.Popen([BINARY, "extract", *arguments, "--jobs", str(jobs), "--quiet", "-o", OUTPUT / "mivaa"])
    watch = MemoryWatch(process.pid)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    watch.running = False
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"mivaa ended with {process.returncode}")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - started,
            "child": watch.child_bytes, "own": watch.own_bytes, "parent": watch.parent_bytes}


def run_peer(quality, engine, pdfs):
    command = [sys.executable, quality / "peers.py", engine, pdfs, OUTPUT / engine]
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"([\d.]+) CPU s, ([\d.]+) s", done.stdout)
    return {"cpu": float(found.group(1)), "wall": float(found.group(2))} if found else None


def best(measure, rounds):
    results = [result for result in (measure() for _ in range(rounds)) if result]
    return min(results, key=lambda result: result["cpu"]) if results else None


def long_document(pdfs):
    """All documents in one file, again and again, until it has more than LONG_DOCUMENT_PAGES pages."""
    path = OUTPUT / "long.pdf"
    if path.exists():
        return path
    merged = pypdfium2.PdfDocument.new()
    while len(merged) <= LONG_DOCUMENT_PAGES:
        for pdf in sorted(pdfs.glob("*.pdf")):
            merged.import_pages(pypdfium2.PdfDocument(pdf))
    merged.save(path)
    return path


def print_speed(rows, pages, floor):
    print(f"{'engine':<28}{'CPU s':>8}{'wall s':>8}{'pages/CPU s':>13}{'pages/s':>9}{'vs PDFium text':>16}")
    for name, result in rows:
        if not result:
            print(f"{name:<28} did not run")
            continue
        ratio = f"{floor['cpu'] / result['cpu']:.2f}" if floor else ""
        print(f"{name:<28}{result['cpu']:>8.2f}{result['wall']:>8.2f}{pages / result['cpu']:>13.0f}"
              f"{pages / result['wall']:>9.0f}{ratio:>16}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--engines", default="pdfium_text,liteparse,pdf_inspector,pymupdf4llm")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    pdfs = options.quality / "dev" / "markdown" / "pdf"
    pages = sum(len(pypdfium2.PdfDocument(pdf)) for pdf in pdfs.glob("*.pdf"))
    cores = os.cpu_count()
    rows = [("mivaa, one child", best(lambda: run_ours([pdfs], 1), options.rounds)),
            (f"mivaa, {cores} children", best(lambda: run_ours([pdfs], cores), options.rounds))]
    for engine in filter(None, options.engines.split(",")):
        rounds = 1 if engine == "pymupdf4llm" else options.rounds  # minutes a round
        rows.append((engine, best(lambda: run_peer(options.quality, engine, pdfs), rounds)))
    print(f"{pages} pages of {pdfs.parent.name}")
    print_speed(rows, pages, dict(rows).get("pdfium_text"))

    document = long_document(pdfs)
    count = len(pypdfium2.PdfDocument(document))
    for name, selection in (("pages 1-100", ["--pages", "1-100"]), ("pages 1-1000", ["--pages", "1-1000"]), (f"all {count} pages", [])):
        result = run_ours([document, *selection], 1)
        print(f"{name}: largest child {result['child'] / 1e6:.0f} MB ({result['own'] / 1e6:.0f} MB its own), "
              f"parent {result['parent'] / 1e6:.0f} MB, {result['cpu']:.2f} CPU s")


if __name__ == "__main__":
    main()
