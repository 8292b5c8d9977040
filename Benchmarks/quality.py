#!/usr/bin/env python3
"""Scores the release binary on shared/quality/dev, beside the peers' figures and the last recorded run.

    quality.py [--record] [--quality DIR] [--threshold 0.005]

Prints the figures of quality/README.md with ours as the last row, then every document that changed by more than the threshold
against Benchmarks/last-quality.json. --record writes that file anew.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "Benchmarks" / "last-quality.json"
OUTPUT = ROOT / ".build-bench" / "quality"
KEYS = ("order", "table", "heading", "overall")


def extract(pdfs, name):
    out = OUTPUT / name
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.md"):
        old.unlink()
    binary = ROOT / ".build" / "release" / "mivaa"
    done = subprocess.run([binary, "extract", pdfs, "-o", out, "--quiet"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"mivaa ended with {done.returncode}: {done.stderr}")
    if done.stderr:
        print(done.stderr, file=sys.stderr, end="")
    return out


def scores(quality, name):
    """Figures of every document of dev/NAME, by document."""
    out = extract(quality / "dev" / name / "pdf", name)
    written = OUTPUT / f"{name}.json"
    subprocess.run([sys.executable, quality / "score.py", quality / "dev" / name / "truth", out, "--json", written],
                   check=True, capture_output=True)
    return json.loads(written.read_text())


def facts(quality):
    """Share of facts that hold, by kind."""
    out = extract(quality / "dev" / "facts" / "pdf", "facts")
    done = subprocess.run([sys.executable, quality / "facts.py", quality / "dev" / "facts" / "facts.jsonl", out],
                          check=True, capture_output=True, text=True)
    return {kind: float(value) for kind, value in re.findall(r"^(\w+)\s+([\d.]+)", done.stdout, re.M)}


def summary(documents):
    means = {key: mean(values) for key in KEYS if (values := [d[key] for d in documents.values() if d[key] is not None])}
    means["overall"] = mean(means[key] for key in ("order", "table", "heading") if key in means)
    return means


def peers(quality):
    """The rows of the peers' table in quality/README.md."""
    lines = (quality / "README.md").read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("| engine | order"))
    rows = []
    for line in lines[start + 2:]:
        if not line.startswith("|"):
            break
        rows.append([cell.replace("*", "").strip() for cell in line.strip("|").split("|")][:7])
    return [row for row in rows if row[1]]


def print_table(quality, result):
    ours, tables, kinds = summary(result["markdown"]), summary(result["tables"]), result["facts"]
    row = ["mivaa"] + [f"{ours.get(key, 0):.3f}" for key in ("order", "table", "heading", "overall")]
    row += [f"{tables.get('table', 0):.3f}", " / ".join(f"{kinds.get(kind, 0):.3f}" for kind in ("all", "order", "absent"))]
    header = ["engine", "order", "table", "heading", "overall", "ICDAR", "facts: all / order / absent"]
    for cells in [header] + peers(quality) + [row]:
        print(f"{cells[0]:<38}" + "".join(f"{cell:>9}" for cell in cells[1:6]) + f"   {cells[6]}")


def print_changes(result, threshold):
    if not RECORD.exists():
        return print("no recorded run to compare with (--record makes one)")
    last = json.loads(RECORD.read_text())
    changes = []
    for part in ("markdown", "tables"):
        for name, figures in result[part].items():
            for key in KEYS:
                before, after = last.get(part, {}).get(name, {}).get(key), figures[key]
                if before is not None and after is not None and abs(after - before) > threshold:
                    changes.append((after - before, f"{part}/{name} {key}: {before:.3f} -> {after:.3f}"))
    for kind, after in result["facts"].items():
        before = last.get("facts", {}).get(kind)
        if before is not None and abs(after - before) > threshold:
            changes.append((after - before, f"facts {kind}: {before:.3f} -> {after:.3f}"))
    print(f"\n{len(changes)} changes against the recorded run")
    for _, line in sorted(changes):
        print(" ", line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--threshold", type=float, default=0.005)
    options = parser.parse_args()
    result = {part: scores(options.quality, part) for part in ("markdown", "tables")} | {"facts": facts(options.quality)}
    print_table(options.quality, result)
    print_changes(result, options.threshold)
    if options.record:
        RECORD.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
