#!/usr/bin/env python3
"""Peak memory of reading a scan: of the program itself, which recognises, and of its children, which read the file and draw its pages.

    memory.py [--pages 20] [--dpi 200] [--jobs 1] [--model small]

The scan is made of pages of a manual in shared/quality/dev/markdown. Memory is VmHWM (resident, shared pages counted), looked at while it
runs, of each process for itself: children share the program's code with it, so the sum overstates what they take together.
"""
import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
OUTPUT = ROOT / ".build-bench" / "memory"
MANUAL = "markdown/pdf/debdocs-install-guide.en.pdf"
FIRST_PAGE = 20
GOAL_MB = 600


def scan(quality, pages, dpi):
    source, copy = pypdfium2.PdfDocument(quality / "dev" / MANUAL), pypdfium2.PdfDocument.new()
    for number in range(FIRST_PAGE, FIRST_PAGE + pages):
        page = source[number % len(source)]
        width, height = page.get_size()
        image = pypdfium2.PdfImage.new(copy)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(page.render(scale=dpi / 72).to_pil().convert("RGB")))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        blank = copy.new_page(width, height)
        blank.insert_obj(image)
        blank.gen_content()
    path = OUTPUT / f"{pages}-pages-{dpi}.pdf"
    copy.save(path)
    return path


def peak_of(process):
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def children_of(process):
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--model", default="small")
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    options = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    file = scan(options.quality, options.pages, options.dpi)
    command = [BINARY, "extract", file, "--jobs", str(options.jobs), "--ocr", "always", "--ocr-model", options.model, "--quiet"]
    running = subprocess.Popen(command, stdout=open(OUTPUT / "text.md", "wb"), env=dict(os.environ, OMP_NUM_THREADS="1"))
    own, children, started = 0, {}, time.monotonic()
    while running.poll() is None:
        own = max(own, peak_of(running.pid))
        for child in children_of(running.pid):
            children[child] = max(children.get(child, 0), peak_of(child))
        time.sleep(0.05)
    if running.returncode != 0:
        sys.exit(f"mivaa ended with {running.returncode}")
    words = len((OUTPUT / "text.md").read_text(encoding="utf-8").split())
    largest = max(children.values(), default=0)
    print(f"{options.pages} pages at {options.dpi} dpi, {options.jobs} at a time, {options.model}: {words} words in {time.monotonic() - started:.0f} s")
    print(f"program {own} MB, largest of {len(children)} children {largest} MB")
    print(f"goal of {GOAL_MB} MB for one worker: {'met' if own < GOAL_MB else 'missed'}" if options.jobs == 1 else "")


if __name__ == "__main__":
    main()
