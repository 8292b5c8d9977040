#!/usr/bin/env python3
"""Fits the weights of Sources/ImageAnalysis/Kind/KindWeights.swift: multinomial logistic regression on the features that
`mivaa image --json` gives. Prints the confusion of a five-fold cross-validation, then the Swift table (with --swift FILE).

Pictures: material textures of ../shared/quality/dev/images, figures of the dev PDFs labelled by eye in
image-kinds.tsv, first pages of dev PDFs as scans, and drawn charts and diagrams, of which the documents have too few.
Needs numpy and Pillow; run by `Benchmarks/run fit_image_kinds`.
"""
import argparse
import csv
import json
import pathlib
import random
import subprocess
import tempfile

import numpy
from PIL import Image, ImageDraw, ImageFilter

ROOT = pathlib.Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared/quality/dev"
BINARY = ROOT / ".build/release/mivaa"
KINDS = ["photo", "diagram", "chart", "logo", "texture", "scan"]
FEATURES = ["flatness", "background", "background_lightness", "color_entropy", "colorfulness", "edges", "axis_edges", "evenness",
            "extremes", "transparency", "alternation"]
PALETTE = [(31, 119, 180), (255, 127, 14), (44, 160, 44), (214, 39, 40), (148, 103, 189), (90, 90, 90), (0, 0, 0)]


def features(files):
    found = {}
    for start in range(0, len(files), 100):
        names = [str(f) for f in files[start:start + 100]]
        output = subprocess.run([BINARY, "image", "--json", "--no-material", *names], capture_output=True, text=True, check=False).stdout
        for report in json.loads(output):
            if report.get("features"):
                values = [report["features"][name] for name in FEATURES]
                found[report["file"]] = values + [value * value for value in values]
    return found


def document_figures(folder):
    rows = list(csv.DictReader(open(ROOT / "Benchmarks/image-kinds.tsv"), delimiter="\t"))
    names = {row["figure"].split("/")[0].removesuffix(".images") for row in rows}
    for path in sorted(DEV.rglob("*.pdf")):
        if path.stem in names:
            subprocess.run([BINARY, "extract", path, "-o", folder, "--format", "images", "-q"], capture_output=True, check=False)
    return [(folder / row["figure"], row["kind"], row["figure"].split("/")[0]) for row in rows if (folder / row["figure"]).exists()]


def scans(folder, count=40):
    pages = []
    documents = [path for path in sorted(DEV.rglob("*.pdf")) if "robustness" not in path.parts and path.stat().st_size > 20_000]
    for path in random.Random(2).sample(documents, min(count, len(documents))):
        target = folder / f"{path.stem}.png"
        if subprocess.run([BINARY, "page", path, "1", "--dpi", "100", "-o", target], capture_output=True, check=False).returncode == 0:
            pages.append((target, "scan", path.stem))
    return pages


def label(draw, generator, x, y):
    text = "".join(generator.choice("abcdefghilmnoprstu 0123456789") for _ in range(generator.randint(2, 9)))
    draw.text((x, y), text, fill="black")


def draw_chart(generator, width, height):
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = 40, 20, width - 15, height - 35
    count, kind = generator.randint(3, 14), generator.choice(["bars", "lines", "pie"])
    if kind == "pie":
        radius, angle = min(width, height) // 2 - 20, 0
        for index in range(min(count, 7)):
            step = generator.randint(20, 90)
            end = 360 if index == min(count, 7) - 1 else min(360, angle + step)
            draw.pieslice([width // 2 - radius, height // 2 - radius, width // 2 + radius, height // 2 + radius], angle, end, fill=PALETTE[index])
            angle = end
        return picture
    draw.line([left, top, left, bottom, right, bottom], fill="black", width=generator.randint(1, 2))
    for index in range(5):
        y = bottom - index * (bottom - top) // 5
        if generator.random() < 0.6:
            draw.line([left, y, right, y], fill=(215, 215, 215))
        label(draw, generator, 3, y - 6)
    step = (right - left) / count
    series = [[generator.randint(top, bottom - 5) for _ in range(count)] for _ in range(generator.randint(1, 3))]
    for number, values in enumerate(series):
        colour = PALETTE[(number + generator.randint(0, 3)) % len(PALETTE)]
        if kind == "bars":
            share = step * 0.7 / len(series)
            for index, value in enumerate(values):
                x = left + index * step + number * share + 2
                draw.rectangle([x, value, x + share, bottom], fill=colour)
        else:
            points = [(left + (index + 0.5) * step, value) for index, value in enumerate(values)]
            draw.line(points, fill=colour, width=generator.randint(1, 3))
    for index in range(0, count, 2):
        label(draw, generator, left + index * step, bottom + 8)
    return picture


def draw_diagram(generator, width, height):
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    centres = [(generator.randint(60, width - 60), generator.randint(30, height - 30)) for _ in range(generator.randint(3, 9))]
    for start, end in zip(centres, centres[1:]):
        corner = (end[0], start[1]) if generator.random() < 0.6 else start
        draw.line([start, corner, end], fill="black", width=generator.randint(1, 2))
    for x, y in centres:
        fill = generator.choice(["white", "white", (220, 235, 250), (250, 235, 210), (225, 245, 220)])
        shape = generator.choice([draw.rectangle, draw.rectangle, draw.ellipse])
        shape([x - 45, y - 16, x + 45, y + 16], fill=fill, outline="black")
        label(draw, generator, x - 32, y - 6)
    return picture


def drawings(folder, count=35):
    generator = random.Random(5)
    made = []
    for index in range(count):
        for kind, draw in (("chart", draw_chart), ("diagram", draw_diagram)):
            picture = draw(generator, generator.randint(260, 700), generator.randint(200, 480))
            if generator.random() < 0.3:
                picture = picture.filter(ImageFilter.GaussianBlur(0.6))
            target = folder / f"{kind}-{index}.{generator.choice(['png', 'jpg'])}"
            picture.save(target)
            made.append((target, kind, f"{kind}-{index}"))
    return made


def pictures(folder):
    materials = [(DEV / "images/materials" / row["file"], "texture", row["file"])
                 for row in csv.DictReader(open(DEV / "images/materials/labels.tsv"), delimiter="\t")]
    surfaces = [(path, "texture", path.stem) for path in sorted((DEV / "images/objects").glob("*.jpg"))]
    return materials + surfaces + document_figures(folder / "figures") + scans(folder) + drawings(folder)


def fit(values, labels, weights, penalty=0.001, rounds=3000, rate=0.3):
    """Weights of the softmax, (features and their squares + 1) x kinds; classes count alike."""
    inputs = numpy.hstack([values, numpy.ones((len(values), 1))])
    target = numpy.eye(len(KINDS))[labels]
    coefficients = numpy.zeros((inputs.shape[1], len(KINDS)))
    for _ in range(rounds):
        scores = inputs @ coefficients
        shares = numpy.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = inputs.T @ ((shares - target) * weights[:, None]) + penalty * numpy.vstack([coefficients[:-1], numpy.zeros((1, len(KINDS)))])
        coefficients -= rate * slope
    return coefficients


def class_weights(labels):
    counts = numpy.bincount(labels, minlength=len(KINDS))
    return 1 / (counts[labels] * len(KINDS))


def cross_validate(values, labels, groups):
    """Pictures of one document are in one fold."""
    fold = numpy.array([sum(map(ord, group)) % 5 for group in groups])
    predicted = numpy.zeros_like(labels)
    for index in range(5):
        train, test = fold != index, fold == index
        mean, deviation = values[train].mean(0), values[train].std(0) + 1e-6
        coefficients = fit((values[train] - mean) / deviation, labels[train], class_weights(labels[train]))
        inputs = numpy.hstack([(values[test] - mean) / deviation, numpy.ones((test.sum(), 1))])
        predicted[test] = (inputs @ coefficients).argmax(1)
    return predicted


def swift_table(coefficients, mean, deviation, values):
    """The weights for features as they are, not standardised."""
    raw = coefficients[:-1] / deviation[:, None]
    bias = coefficients[-1] - mean @ raw
    half = len(FEATURES)
    lowest, highest = (", ".join(f"{value:.3f}" for value in edge[:half]) for edge in (values.min(0), values.max(0)))
    rows = "\n".join(
        f"        .{kind}: [\n            {', '.join(f'{w:.3f}' for w in raw[:half, index])},\n"
        f"            {', '.join(f'{w:.3f}' for w in raw[half:, index])},\n            {bias[index]:.3f},\n        ],"
        for index, kind in enumerate(KINDS))
    return f"""/// Weights of the features, of their squares, and the constant, for each kind. Written by Benchmarks/fit_image_kinds.py, which says on
/// which pictures they were fitted and how often they are right.
enum KindWeights {{
    /// The range of each feature that was seen: squares say nothing beyond it.
    static let lowest = [{lowest}]
    static let highest = [{highest}]

    static let table: [ImageKind: [Double]] = [
{rows}
    ]
}}
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--swift")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        known = pictures(pathlib.Path(folder))
        measured = features([path for path, _, _ in known])
    known = [(path, kind, group) for path, kind, group in known if str(path) in measured]
    values = numpy.array([measured[str(path)] for path, _, _ in known])
    labels = numpy.array([KINDS.index(kind) for _, kind, _ in known])
    predicted = cross_validate(values, labels, [group for _, _, group in known])
    print("cross-validated, rows are truth:", *(f"{kind:>8}" for kind in KINDS))
    for index, kind in enumerate(KINDS):
        counts = [int(((labels == index) & (predicted == other)).sum()) for other in range(len(KINDS))]
        print(f"{kind:>32}", *(f"{count:8}" for count in counts))
    print(f"right: {(labels == predicted).mean():.3f} of {len(labels)}")
    for (path, kind, _), guess in zip(known, predicted):
        if KINDS[guess] != kind:
            print(f"  {path.name}: {kind} taken for {KINDS[guess]}")
    if arguments.swift:
        mean, deviation = values.mean(0), values.std(0) + 1e-6
        coefficients = fit((values - mean) / deviation, labels, class_weights(labels))
        pathlib.Path(arguments.swift).write_text(swift_table(coefficients, mean, deviation, values))


if __name__ == "__main__":
    main()
