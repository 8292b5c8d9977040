#!/usr/bin/env python3
"""How well pictures are found again: materials and furniture by nearest neighbours, copies by fingerprints, kinds by features; and how
fast. Run by `make bench-images`; the pictures are those of ../shared/quality/dev/images."""
import csv
import io
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy
import onnxruntime
from PIL import Image, ImageEnhance

import fit_image_kinds

ROOT = pathlib.Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared/quality/dev/images"
BINARY = ROOT / ".build/release/mivaa"
MODEL = ROOT / "vendor/models/efficientnet-lite0/model.onnx"
NOUNS = ("bed chair armchair table sofa couch lamp door window desk bookcase wardrobe shelf toilet sink bath shower stairs staircase stool "
         "bench tree plant car fridge oven cooker washer cabinet chest mirror tv television computer light glass bowl plate fence").split()
SAME = {"armchair": "chair", "couch": "sofa", "television": "tv", "staircase": "stairs", "cooker": "oven"}


def reports(files, *options):
    """Reports of our program, and the processor seconds of it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run([BINARY, "image", "--json", "--no-material", *options, *map(str, files)], capture_output=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(output), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def normalized(vectors):
    vectors = numpy.array(vectors, float)
    return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)


def flat(path):
    picture = Image.open(path).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")


def prepared(path):
    picture = flat(path)
    scale = 224 / min(picture.size)
    picture = picture.resize((max(224, int(picture.width * scale)), max(224, int(picture.height * scale))), Image.Resampling.BICUBIC)
    left, top = (picture.width - 224) // 2, (picture.height - 224) // 2
    values = numpy.asarray(picture.crop((left, top, left + 224, top + 224)), numpy.float32)
    return ((values - 127) / 128).transpose(2, 0, 1)[None]


def colour_likeness(colours):
    """Of the dominant colours: how far each share has to go to the nearest colour of the other picture."""
    def way(a, b):
        return sum(c["share"] * min(numpy.linalg.norm(lab(c) - lab(o)) for o in b) for c in a)

    def lab(colour):
        return numpy.array([colour["lab"][name] for name in ("lightness", "a", "b")])

    count = len(colours)
    likeness = numpy.zeros((count, count))
    for i in range(count):
        for j in range(i):
            likeness[i, j] = likeness[j, i] = numpy.exp(-(way(colours[i], colours[j]) + way(colours[j], colours[i])) / 40)
    return likeness


def retrieval(likeness, labels):
    """Nearest neighbour of the same label, and mean average precision, each picture asked for among all others. Pictures whose label no
    other has are among what is searched, but not asked for."""
    likeness = likeness.copy()
    numpy.fill_diagonal(likeness, -numpy.inf)
    order = numpy.argsort(-likeness, axis=1)[:, :-1]
    hits = labels[order] == labels[:, None]
    asked = hits.any(1)
    precisions = [(numpy.cumsum(hit) / (1 + numpy.arange(len(hit))))[hit].mean() for hit in hits[asked]]
    return hits[asked, 0].mean(), numpy.mean(precisions), int(asked.sum())


def ablation(title, files, labels):
    found, _ = reports(files, "--embedding")
    embedding = normalized([report["embedding"]["vector"] for report in found])
    session = onnxruntime.InferenceSession(MODEL, one_thread())
    layers = [session.run(["features", "texture"], {"picture": prepared(path)}) for path in files]
    texture = normalized([layer[1][0] for layer in layers])
    reference = normalized([layer[0][0] for layer in layers])
    alike = embedding @ embedding.T
    colour, surface = colour_likeness([report["colors"] for report in found]), texture @ texture.T
    print(f"{title} (our vectors beside Python's: lowest cosine {(embedding * reference).sum(1).min():.4f})")
    rows = {
        f"{found[0]['embedding']['algorithm_used']} (ours)": alike, "colours alone": colour, "earlier layers' statistics": surface,
        "ours + 0.1 colours": alike + 0.1 * colour, "ours + 0.3 colours": alike + 0.3 * colour,
        "ours + earlier layers": (alike + surface) / 2, "chance": numpy.random.default_rng(1).random(alike.shape),
    }
    for name, likeness in rows.items():
        nearest, precision, asked = retrieval(likeness, labels)
        print(f"  {name:32} nearest right {nearest:.3f}   mean average precision {precision:.3f}   of {asked}")


def materials():
    rows = list(csv.DictReader(open(DEV / "materials/labels.tsv"), delimiter="\t"))
    ablation("Materials, leave one out", [DEV / "materials" / row["file"] for row in rows], numpy.array([row["label"] for row in rows]))


def furniture():
    files, labels = [], []
    for item in json.loads((DEV / "objects/furniture.json").read_text()):
        nouns = [noun for noun in NOUNS if noun in item["name"].lower()]
        name = pathlib.Path(item["file"]).name
        path = next((p for p in (DEV / "objects" / name, DEV / "objects" / f"{item['source']}_{name}") if p.exists()), None)
        if nouns and path:
            files.append(path)
            labels.append(SAME.get(nouns[-1], nouns[-1]))
    ablation("Furniture by what it is", files, numpy.array(labels))


def variants(picture):
    width, height = picture.size

    def crop(share, x, y):
        w, h = int(width * share), int(height * share)
        left, top = int((width - w) * x), int((height - h) * y)
        return picture.crop((left, top, left + w, top + h))

    def compressed(quality):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality)
        return Image.open(file).convert("RGB")

    return {
        "half size": picture.resize((max(1, width // 2), max(1, height // 2)), Image.Resampling.LANCZOS),
        "double size": picture.resize((width * 2, height * 2), Image.Resampling.BICUBIC),
        "JPEG quality 30": compressed(30), "brighter": ImageEnhance.Brightness(picture).enhance(1.25),
        "mirrored": picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), "cropped to 95 % (middle)": crop(0.95, 0.5, 0.5),
        "cropped to 90 % (middle)": crop(0.9, 0.5, 0.5), "cropped to 80 % (corner)": crop(0.8, 0, 1), "cropped to 75 % (anywhere)": crop(0.75, 0.3, 0.6),
    }


def copies():
    sources = sorted((DEV / "materials").glob("*.jpg")) + sorted((DEV / "objects").glob("*.jpg")) + sorted((DEV / "objects").glob("*.png"))
    with tempfile.TemporaryDirectory() as name:
        folder, made, kinds = pathlib.Path(name), [], []
        for index, source in enumerate(sources):
            picture = flat(source)
            for kind, variant in {"original": picture, **variants(picture)}.items():
                made.append(folder / f"{index}-{len(kinds)}.png")
                kinds.append((index, kind))
                variant.save(made[-1])
        found, _ = reports(made)
    place = {str(path): key for path, key in zip(made, kinds)}
    right, wrong, hits = 0, set(), {}
    for report in found:
        index, kind = place[report["file"]]
        others = [place[copy["file"]] for copy in report["copies"]]
        right += sum(other == index for other, _ in others)
        wrong |= {tuple(sorted((index, other))) for other, _ in others if other != index}
        hits.setdefault(kind, []).append((index, "original") in others)
    answers = sum(len(report["copies"]) for report in found)
    names = sorted({tuple(sorted((sources[a].stem, sources[b].stem))) for a, b in wrong})
    print(f"Copies among {len(made)} pictures of {len(sources)}: precision {right / max(1, answers):.4f}; pairs of different pictures taken for copies: {len(wrong)}")
    print("  taken for one another:", "; ".join(" = ".join(pair) for pair in names[:12]), f"({len(names)} in all)")
    for kind, found_again in hits.items():
        if kind != "original":
            print(f"  {kind:32} recall {numpy.mean(found_again):.3f}")


def one_thread():
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return options


def speed():
    files = sorted((DEV / "materials").glob("*.jpg"))
    reports(files)
    plain, with_vectors = reports(files)[1], reports(files, "--embedding")[1]
    session = onnxruntime.InferenceSession(MODEL, one_thread())
    start = time.process_time()
    for path in files:
        session.run(["features"], {"picture": prepared(path)})
    peer = time.process_time() - start
    count = len(files)
    print(f"Speed, processor milliseconds a picture of 256 x 256 (start of the program included): measured {1000 * plain / count:.1f}, "
          f"with vector {1000 * with_vectors / count:.1f}; Pillow and ONNX Runtime in Python for the vector alone {1000 * peer / count:.1f}")


def kinds():
    with tempfile.TemporaryDirectory() as folder:
        known = fit_image_kinds.pictures(pathlib.Path(folder))
        measured, _ = reports([path for path, _, _ in known])
        guessed = {report["file"]: report.get("kind") for report in measured}
        right = numpy.mean([guessed[str(path)] == kind for path, kind, _ in known])
    print(f"Kinds, on the pictures they were fitted on: {right:.3f} of {len(known)} (cross-validated: Benchmarks/fit_image_kinds.py)")


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    for part in [globals()[name] for name in sys.argv[1:]] or (materials, furniture, copies, kinds, speed):
        part()
