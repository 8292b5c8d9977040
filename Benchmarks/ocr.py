#!/usr/bin/env python3
"""Measures text recognition on rasterised pages of shared/quality/dev, beside rapidocr and tesseract in the same run.

    ocr.py [--quality DIR] [--engines ours,ours_fast,rapidocr,tesseract] [--greek-only] [--pages N] [--misses]

Every page becomes one picture under one of six conditions (150 or 200 dpi; clean, turned by a degree or two, noisy), the truth is the
PDF's own text. A word is a run of at least three letters or digits; recall and precision are of the bag of words of a page. Greek is
measured in character errors (insertions, deletions, replacements over the length) of each transcribed paragraph at its best place in the
page's text, white space folded: the transcriptions leave heads and signatures out. One of the six is a free rendering of a table, which
costs every engine the same.
Processor seconds are user + system with one thread, models' loading included. What counts are the ratios of one run.
"""
import argparse
import collections
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
OUTPUT = ROOT / ".build-bench" / "ocr"
WORD = re.compile(r"\w{3,}")
CONDITIONS = [(150, "clean"), (200, "skewed"), (150, "noisy"), (200, "clean"), (150, "skewed"), (200, "noisy")]
# Document (under dev/) and page index: manuals, reports, forms, tables, two columns, small print.
PAGES = [
    ("markdown/pdf/debdocs-debian-faq.en.pdf", 20), ("markdown/pdf/debdocs-install-guide.en.pdf", 60),
    ("markdown/pdf/tagged-Gobi_Desert.pdf", 1), ("markdown/pdf/tagged-employee_handbook.pdf", 4),
    ("markdown/pdf/tagged-PerksPlus.pdf", 1), ("markdown/pdf/tagged-role_library.pdf", 3),
]
GREEK_DPI = [150, 200]


# ---- Pictures ----

def pages_of(quality, count):
    chosen = [(quality / "dev" / path, page) for path, page in PAGES]
    extra = sorted((quality / "dev" / "tables" / "pdf").glob("*.pdf")) + sorted((quality / "dev" / "facts" / "pdf").glob("*.pdf"))
    step = max(1, len(extra) // max(1, count - len(chosen)))
    return (chosen + [(path, 0) for path in extra[::step]])[:count]


def spoiled(picture, condition, seed):
    random = numpy.random.default_rng(seed)
    if condition == "skewed":
        return picture.rotate(float(random.uniform(1, 2)) * (1 if seed % 2 else -1), Image.BICUBIC, expand=False, fillcolor=255)
    if condition == "noisy":
        values = numpy.asarray(picture, dtype=numpy.float32) * 0.85 + 25 + random.normal(0, 18, (picture.height, picture.width))
        specks = random.random(values.shape)
        values[specks < 0.001], values[specks > 0.999] = 0, 255
        return Image.fromarray(values.clip(0, 255).astype(numpy.uint8))
    return picture


def rasterised(path, page, dpi, condition, seed):
    document = pypdfium2.PdfDocument(path)
    page = document[min(page, len(document) - 1)]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    text = page.get_textpage().get_text_range()
    return spoiled(picture, condition, seed), text


def make_samples(quality, count):
    """(file, truth, condition) of every picture."""
    samples = []
    for index, (path, page) in enumerate(pages_of(quality, count)):
        dpi, condition = CONDITIONS[index % len(CONDITIONS)]
        picture, text = rasterised(path, page, dpi, condition, index)
        if len(WORD.findall(text)) < 20:
            continue
        name = OUTPUT / f"{index:02d}-{path.stem}-{dpi}-{condition}.png"
        picture.save(name)
        samples.append((name, text, condition))
    return samples


def greek_truth(path):
    """The transcribed paragraphs."""
    paragraphs = path.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
    return [folded(paragraph) for paragraph in paragraphs if paragraph.strip()]


def make_greek(quality):
    samples = []
    for path in sorted((quality / "dev" / "ocr").glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        for dpi in GREEK_DPI:
            names = []
            for index in range(len(document)):
                names.append(OUTPUT / f"{path.stem}-{index}-{dpi}.png")
                document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L").save(names[-1])
            samples.append((names, greek_truth(path)))
    return samples


# ---- Engines: pictures to (text by picture, processor seconds) ----

def measured(command, **more):
    environment = dict(os.environ, OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, **more).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_order(lines):
    """Lines from top to bottom, those of one row from left to right: corners are x, y of the reading order."""
    lines = sorted(lines, key=lambda line: (line[1][1] + line[1][7]) / 2)
    rows = []
    for text, corners in lines:
        middle, height = (corners[1] + corners[7]) / 2, abs(corners[7] - corners[1])
        if rows and middle - rows[-1][0] < height / 2:
            rows[-1][1].append((corners[0], text))
        else:
            rows.append((middle, [(corners[0], text)]))
    return "\n".join(" ".join(text for _, text in sorted(row)) for _, row in rows)


def ours(files, languages, *flags):
    options = list(flags) + (["--languages", languages] if languages else [])
    output, seconds = measured([str(BINARY), "recognize", "--format", "json", *options, *map(str, files)])
    decoder, texts, position = json.JSONDecoder(), [], 0
    while position < len(output.rstrip()):
        report, end = decoder.raw_decode(output[position:].lstrip())
        position += end + (len(output[position:]) - len(output[position:].lstrip()))
        texts.append(in_order([(line["text"], line["corners"]) for line in report["lines"]]))
    return texts, seconds


def rapidocr(files, _):
    output, seconds = measured([sys.executable, __file__, "--as-rapidocr", *map(str, files)])
    return [in_order(lines) for lines in json.loads(output.strip().splitlines()[-1])], seconds


def run_rapidocr(files):
    from rapidocr import RapidOCR
    engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                              "Global.log_level": "error"})
    pages = []
    for file in files:
        result = engine(file)
        found = zip(result.txts or [], result.boxes if result.boxes is not None else [])
        pages.append([(text, [float(value) for corner in box for value in corner]) for text, box in found])
    print(json.dumps(pages))


def tesseract(files, languages):
    language = "ell" if languages else "eng"
    texts, seconds = [], 0
    for file in files:
        text, used = measured(["tesseract", str(file), "-", "-l", language])
        texts.append(text)
        seconds += used
    return texts, seconds


ENGINES = {
    "ours": lambda files, languages: ours(files, languages),
    "ours_fast": lambda files, languages: ours(files, languages, "--fast"),
    "rapidocr": rapidocr,
    "tesseract": tesseract,
}


# ---- Scores ----

def words(text):
    return collections.Counter(WORD.findall(unicodedata.normalize("NFKC", text)))


def word_scores(truth, text):
    expected, found = words(truth), words(text)
    common = sum((expected & found).values())
    return common / max(1, sum(expected.values())), common / max(1, sum(found.values()))


def folded(text):
    # The micro sign and the increment stand for mu and delta in many Greek fonts.
    text = unicodedata.normalize("NFKC", text).replace("∆", "Δ")
    return re.sub(r"\s+", " ", text).strip()


def errors_at_best_place(paragraph, text):
    """Edit distance of the paragraph to the part of the text that is nearest to it."""
    letters = numpy.array([ord(letter) for letter in text])
    places = numpy.arange(len(text) + 1)
    row = numpy.zeros(len(text) + 1, dtype=int)
    for number, letter in enumerate(paragraph, 1):
        following = numpy.empty_like(row)
        following[0] = number
        following[1:] = numpy.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = numpy.minimum.accumulate(following - places) + places
    return int(row.min())


def report_words(samples, engines, shows_misses):
    results = {}
    print(f"{'engine':10} {'recall':>7} {'precision':>9} {'CPU s/page':>10}   recall / precision by condition")
    for engine in engines:
        texts, seconds = ENGINES[engine]([file for file, _, _ in samples], None)
        scores = [word_scores(truth, text) for (_, truth, _), text in zip(samples, texts)]
        mean = [sum(score[side] for score in scores) / len(scores) for side in (0, 1)]
        parts = []
        for kind in ("clean", "skewed", "noisy"):
            own = [score for score, sample in zip(scores, samples) if sample[2] == kind]
            parts.append(f"{kind} {sum(s[0] for s in own) / len(own):.3f} / {sum(s[1] for s in own) / len(own):.3f}")
        results[engine] = seconds / len(samples)
        print(f"{engine:10} {mean[0]:7.3f} {mean[1]:9.3f} {results[engine]:10.2f}   {'   '.join(parts)}", flush=True)
        if shows_misses:
            for (file, truth, _), text, score in zip(samples, texts, scores):
                expected, found = words(truth), words(text)
                print(f"   {file.name} {score[0]:.3f} {score[1]:.3f}  missed {list((expected - found))[:12]}  invented {list((found - expected))[:12]}")
                (OUTPUT / f"{file.stem}.{engine}.txt").write_text(text, encoding="utf-8")
    for one, other, limit in (("ours", "rapidocr", 0.5), ("ours_fast", "tesseract", 1.0)):
        if one in results and other in results:
            print(f"processor time {one} / {other}: {results[one] / results[other]:.2f} (goal {limit})")


def report_greek(samples, engines, shows_misses):
    print("\nGreek, character error rate")
    for engine in engines:
        if engine == "rapidocr":
            continue
        files = [file for names, _ in samples for file in names]
        texts, seconds = ENGINES[engine](files, "el,en")
        by_file = dict(zip(files, texts))
        rates = []
        for names, truth in samples:
            text = folded("\n".join(by_file[name] for name in names))
            errors = sum(errors_at_best_place(paragraph, text) for paragraph in truth)
            rates.append(errors / sum(map(len, truth)))
            if shows_misses:
                print(f"   {names[0].name} {rates[-1]:.4f}")
                (OUTPUT / f"{names[0].stem}.{engine}.txt").write_text(text, encoding="utf-8")
        print(f"{engine:10} {sum(rates) / len(rates):.4f}   {seconds / len(files):.2f} CPU s/page", flush=True)


def main():
    if sys.argv[1:2] == ["--as-rapidocr"]:
        return run_rapidocr(sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--pages", type=int, default=18)
    parser.add_argument("--greek-only", action="store_true")
    parser.add_argument("--no-greek", action="store_true")
    parser.add_argument("--misses", action="store_true", help="list what was missed and invented, keep the texts")
    arguments = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    engines = [engine for engine in arguments.engines.split(",") if engine != "tesseract" or shutil.which("tesseract")]
    if not arguments.greek_only:
        report_words(make_samples(arguments.quality, arguments.pages), engines, arguments.misses)
    if not arguments.no_greek:
        report_greek(make_greek(arguments.quality), engines, arguments.misses)


if __name__ == "__main__":
    main()
