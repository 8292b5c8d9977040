#!/usr/bin/env python3
"""Scores scanned copies of documents beside their digital originals.

    scan.py [--told] [--dpi 200] [--skew DEGREES] [--noise SIGMA] [--model small] [--quality DIR] [--only NAME] [--threshold 0.85]

Every page of dev/tables, of the short documents of dev/markdown and a few pages of each manual are drawn as pictures; the pictures
alone make up new PDFs, which go through the whole pipeline. Printed is what is left of the digital original's score: against the
truth where there is one for the whole document, against our own output of the whole original for the sampled pages of manuals.
"""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import mean

import numpy
import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / ".build-bench" / "scan"
# Longer documents are sampled: recognition takes seconds a page.
LONGEST = 40
# Of a manual: a page of contents, running text, lists, tables, listings.
SAMPLE = (8, 20, 33, 47)
# Languages that --told tells, by the end of a document's name: the networks lack their letters, which otherwise has to be noticed
# (Tesseract's data has to be installed).
TOLD = ("ru", "ko")
KEYS = {"tables": ("table", "text"), "markdown": ("order", "table", "heading", "overall"), "manuals": ("order", "table", "heading", "overall")}


def picture(page, options):
    image = page.render(scale=options.dpi / 72).to_pil().convert("RGB")
    if options.skew:
        image = image.rotate(options.skew, Image.Resampling.BICUBIC, fillcolor="white")
    if options.noise:
        pixels = numpy.asarray(image, dtype=numpy.float32)
        noise = numpy.random.default_rng(1).normal(0, options.noise, pixels.shape[:2])[..., None]
        image = Image.fromarray(numpy.clip(pixels + noise, 0, 255).astype(numpy.uint8))
    return image


def scanned(source, target, pages, options):
    """A PDF of nothing but pictures of the pages."""
    original, copy = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for number in pages:
        page = original[number]
        width, height = page.get_size()
        image = pypdfium2.PdfImage.new(copy)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture(page, options)))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        blank = copy.new_page(width, height)
        blank.insert_obj(image)
        blank.gen_content()
    copy.save(target)


def make(options):
    """Digital and scanned PDFs below OUTPUT/pdf/{digital,scan}/SET."""
    for name in ("tables", "markdown"):
        for source in sorted((options.quality / "dev" / name / "pdf").glob("*.pdf")):
            if options.only and options.only not in source.stem:
                continue
            count = len(pypdfium2.PdfDocument(source))
            part, pages = (name, range(count)) if count <= LONGEST else ("manuals", [p for p in SAMPLE if p < count])
            folders = [OUTPUT / "pdf" / kind / part for kind in ("digital", "scan")]
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            digital = pypdfium2.PdfDocument.new()
            digital.import_pages(pypdfium2.PdfDocument(source), list(pages))
            digital.save(folders[0] / source.name)
            scanned(source, folders[1] / source.name, pages, options)


def extract(kind, options):
    folder, out = OUTPUT / "pdf" / kind, OUTPUT / "out" / kind
    command = [options.binary, "extract", folder, "-o", out, "--quiet", "--format", "markdown,json"]
    command += ["--ocr", "always", "--ocr-model", options.model] if kind == "scan" else ["--ocr", "never"]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.stderr:
        print(done.stderr, file=sys.stderr, end="")
    if done.returncode not in (0, 1):
        sys.exit(f"mivaa ended with {done.returncode}")
    for source in (folder / "manuals").glob("*.pdf") if kind == "digital" else ():
        sampled(options.quality / "dev" / "markdown" / "pdf" / source.name, out / "manuals", options)
    for language in TOLD if kind == "scan" and options.told else ():
        for source in folder.glob(f"*/*.{language}.pdf"):
            again = [options.binary, "extract", source, "-o", out / source.parent.name, *command[5:], "--ocr-language", language]
            subprocess.run(again, capture_output=True)
    return time.monotonic() - started


def sampled(manual, out, options):
    """Markdown of the sampled pages as it stands in that of the whole manual: its outline and its running heads are known only there."""
    subprocess.run([options.binary, "extract", manual, "-o", out, "--quiet", "--provenance", "--ocr", "never"], check=True)
    written = (out / f"{manual.stem}.md").read_bytes()
    ranges = json.loads((out / f"{manual.stem}.provenance.json").read_text())["ranges"]
    # Where the text of each page begins: at a line's start, or inside a block that goes on from the page before.
    begins, page, block = [], 0, None
    for entry in ranges:
        if entry["page"] > page:
            page, start = entry["page"], entry["start"]
            begins.append((page, start if entry["block"] == block else written.rfind(b"\n", 0, start) + 1))
        block = entry["block"]
    ends = [start for _, start in begins[1:]] + [len(written)]
    parts = [written[start:end] for (page, start), end in zip(begins, ends) if page - 1 in SAMPLE]
    (out / f"{manual.stem}.md").write_bytes(b"\n\n".join(parts))


def scores(truth, prediction, options):
    written = OUTPUT / "score.json"
    subprocess.run([sys.executable, options.quality / "score.py", truth, prediction, "--json", written], check=True, capture_output=True)
    return json.loads(written.read_text())


def shares(part, options):
    """Figures of original and scan by document; manuals are measured against the original's output."""
    out = {kind: OUTPUT / "out" / kind / part for kind in ("digital", "scan")}
    truth = out["digital"] if part == "manuals" else options.quality / "dev" / part / "truth"
    result = {kind: scores(truth, out[kind], options) for kind in out}
    return {name: (figures, result["scan"][name]) for name, figures in result["digital"].items() if (out["scan"] / name).exists()}


def report(part, documents):
    total = {}
    print(f"\n{part}: digital / scan" + (" (measured against our own digital output)" if part == "manuals" else ""))
    for name, (digital, scan) in sorted(documents.items()):
        cells = []
        for key in KEYS[part]:
            if digital[key] is None:
                cells.append(f"{key} -".ljust(24))
                continue
            cells.append(f"{key} {digital[key]:.3f} / {scan[key] or 0:.3f}".ljust(24))
            total.setdefault(key, []).append((digital[key], scan[key] or 0))
        print(f"  {name[:-3]:<36}" + "".join(cells))
    for key, pairs in total.items():
        digital, scan = mean(p[0] for p in pairs), mean(p[1] for p in pairs)
        print(f"  mean {key:<8} digital {digital:.3f}  scan {scan:.3f}  share {scan / digital:.1%}")
        yield key, scan / digital


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dpi", type=float, default=200)
    parser.add_argument("--skew", type=float, default=0)
    parser.add_argument("--noise", type=float, default=0)
    parser.add_argument("--model", default="small")
    parser.add_argument("--told", action="store_true", help="tell the languages that the networks lack")
    parser.add_argument("--only", help="documents whose name contains this")
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build" / "release" / "mivaa")
    parser.add_argument("--threshold", type=float, default=0.85)
    options = parser.parse_args()
    for old in OUTPUT.glob("**/*.*"):
        if old.is_file():
            old.unlink()
    make(options)
    extract("digital", options)
    seconds = extract("scan", options)
    pages = sum(len(pypdfium2.PdfDocument(p)) for p in (OUTPUT / "pdf" / "scan").glob("*/*.pdf"))
    print(f"{pages} pages at {options.dpi:g} dpi in {seconds:.0f} s")
    missed = []
    for part in KEYS:
        if any((OUTPUT / "out" / "scan" / part).glob("*.md")):
            figures = dict(report(part, shares(part, options)))
            main_figure = "table" if part == "tables" else "overall"
            if figures.get(main_figure, 1) < options.threshold:
                missed.append(f"{part} {main_figure}")
    print(f"\ngoal of {options.threshold:.0%}: " + (f"missed by {', '.join(missed)}" if missed else "reached"))


if __name__ == "__main__":
    main()
