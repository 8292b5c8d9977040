#!/usr/bin/env python3
"""Measures the index of chunks: index.py [--sizes 10000,100000,1000000] [--keep FOLDER] [DATA]

* Made-up chunks (Zipf's words, vectors in clusters, the same at every run) are brought into an index; then, in a fresh process on one core,
  questions are asked: time by words, by meaning and by both with the texts of the best ten, share of the ten nearest vectors that are found,
  memory, size on disk. Indexes are kept in FOLDER and used again when they are there.
* Texts of DATA (../shared/quality/dev/retrieval/chunking), cut to about 350 tokens, are embedded with int8 MiniLM and indexed: chunks for
  each second of a processor.
"""
import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
# Milliseconds of the slowest hybrid search but one in twenty, and bytes in memory.
LIMITS = {100_000: (15, 1 << 30), 1_000_000: (60, 1 << 30)}
LEAST_RECALL = 0.99
LEAST_CHUNKS_PER_SECOND = 100
CHARACTERS_OF_CHUNK = 1400


def run(arguments, text=None):
    """The report of one process that has one core."""
    command = ["taskset", "-c", "0", MIVAA, "infer", "index", *map(str, arguments)]
    result = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True)
    return json.loads(result.stdout)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def ask(size, folder):
    """What questions to an index of that size cost; it is made when it is not there."""
    filled = None
    if not (folder / "index.sqlite").exists():
        filled = run(["--synthetic", size, "--folder", folder, "--questions", 1, "--checked", 0])
    report = run(["--synthetic", size, "--folder", folder, "--questions", 300, "--checked", 100])
    parts = [f"{size:>9} chunks"]
    for name in ("hybrid", "hybridProcessor", "lexical", "nearest"):
        times = report[f"{name}Milliseconds"]
        parts.append(f"{name} p50 {statistics.median(times):.1f} p95 {percentile(times, 0.95):.1f} ms")
    parts.append(f"recall@10 {report['recallAt10']:.4f}")
    parts.append(f"memory {report['residentBytes'] / 1e6:.0f} MB (peak {report['peakResidentBytes'] / 1e6:.0f})")
    parts.append(f"disk {report['diskBytes'] / 1e6:.0f} MB")
    words, meaning = report["loadingMilliseconds"]
    parts.append(f"first search by words {words:.0f} ms, by meaning {meaning:.0f} ms")
    if filled:
        parts.append(f"indexing without a model {report['chunks'] / filled['indexingSeconds']:.0f} chunks a processor second")
    print(", ".join(parts), flush=True)
    slowest, memory = LIMITS.get(size, (float("inf"), 1 << 30))
    good = percentile(report["hybridMilliseconds"], 0.95) < slowest and report["peakResidentBytes"] < memory
    return good and report["recallAt10"] >= LEAST_RECALL


def chunks(data):
    """Paragraphs of all texts, put together up to the size of a chunk, one a line."""
    lines, line = [], ""
    for path in sorted(data.glob("*.md")):
        for paragraph in path.read_text(encoding="utf-8").split("\n"):
            paragraph = " ".join(paragraph.split())
            while paragraph:
                room = CHARACTERS_OF_CHUNK - len(line)
                line, paragraph = f"{line} {paragraph[:room]}".strip(), paragraph[room:]
                if len(line) >= CHARACTERS_OF_CHUNK:
                    lines.append(line)
                    line = ""
    return lines


def embed(data):
    lines = chunks(data)
    with tempfile.TemporaryDirectory() as folder:
        report = run(["--folder", folder], "\n".join(lines).encode())
    speed = report["chunks"] / report["indexingSeconds"]
    print(f"indexing with int8 MiniLM: {report['chunks']} chunks of {CHARACTERS_OF_CHUNK} characters, {speed:.0f} a processor second")
    return speed >= LEAST_CHUNKS_PER_SECOND


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared/quality/dev/retrieval/chunking/corpora")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    results = [ask(int(size), folder / size) for size in options.sizes.split(",") if size]
    results.append(embed(options.data))
    if not options.keep:
        shutil.rmtree(folder)
    print("all reached" if all(results) else "NOT all reached")
    raise SystemExit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
