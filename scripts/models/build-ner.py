#!/usr/bin/env python3
"""Writes the vocabulary and the labels of the small name finder: build-ner.py MEMBERS OUTPUT

MEMBERS has tokenizer.json; OUTPUT gets vocab.txt, one piece a line, and labels.txt, one label a line in the order of the
model's outputs: the tags of CoNLL-2003, which Benchmarks/entities.py holds against annotated text. Needs nothing but Python.
"""
import json
import sys
from pathlib import Path

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    members, output = map(Path, sys.argv[1:])
    vocabulary = json.loads((members / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.get)
    if [vocabulary[piece] for piece in pieces] != list(range(len(pieces))):
        sys.exit("build-ner.py: the vocabulary has gaps")
    (output / "vocab.txt").write_text("".join(piece + "\n" for piece in pieces), "utf-8")
    (output / "labels.txt").write_text("".join(label + "\n" for label in LABELS), "utf-8")


if __name__ == "__main__":
    main()
