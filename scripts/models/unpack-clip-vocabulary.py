#!/usr/bin/env python3
"""Unpacks the merges of CLIP's vocabulary: unpack-clip-vocabulary.py INGREDIENTS TARGET, from merges.txt.gz to merges.txt.

Only the lines that CLIP uses are kept; the file has 213,000 more.
"""
import gzip
import itertools
import pathlib
import sys

LINES = 1 + 49152 - 256 - 2

ingredients, target = map(pathlib.Path, sys.argv[1:3])
with gzip.open(ingredients / "merges.txt.gz", "rb") as packed, open(target / "merges.txt", "wb") as merges:
    merges.writelines(itertools.islice(packed, LINES))
