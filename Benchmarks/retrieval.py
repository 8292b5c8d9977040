#!/usr/bin/env python3
"""Scores search and chunking on questions with known answers: retrieval.py [DATA] [--only search|chunking]

* SciFact (training queries): nDCG@10. XQuAD English and German: share of questions whose paragraph comes first, and among the first five.
  By words, by meaning and by both, with the models that are installed. Goals are those of hybrid search with MiniLM.
* Chunking: passages with exact spans of the answers. Each way of cutting fills the same index; hits are read until a budget of characters is
  used up, the last one in part. Recall, precision and intersection over union of the characters, over all questions.
"""
import argparse
import csv
import gzip
import json
import math
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
MODELS = {"all-minilm-l6-v2": "int8", "use-multilingual": "float"}
GOALS = {"scifact": (0.73,), "xquad-en": (0.95, 0.99), "xquad-de": (0.89, 0.975)}
# Characters of what an answer is made of: four chunks of 350 tokens.
BUDGET = 5600
CHUNK_TOKENS = (150, 250, 350, 500)
CHARACTERS_PER_TOKEN = 4
# Of the size, at most: splitters that keep words whole repeat less. Of 0, 0.1, 0.17, 0.27 and 0.4, recursive splitting finds most with this.
# Ours has its own standard.
OVERLAP_SHARES = {"fixed size": 0.11, "recursive": 0.17, "structure (ours)": None}


def records(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def mivaa(*arguments, lines):
    data = "".join(line + "\n" for line in lines).encode()
    return subprocess.run([MIVAA, "infer", *arguments], input=data, capture_output=True, check=True).stdout.decode().splitlines()


def search(documents, queries, *arguments):
    """For each query the identifiers of documents, the best first."""
    lines = [json.dumps(document) for document in documents] + [json.dumps({"query": query}) for query in queries]
    return [line.split("\t") if line else [] for line in mivaa("retrieval", *arguments, lines=lines)]


# Search

def load(folder):
    corpus = next(folder.glob("corpus.jsonl*"))
    judgements = {}
    for line in next(folder.rglob("*.tsv")).read_text().splitlines()[1:]:
        query, document, score = line.split("\t")
        judgements.setdefault(query, {})[document] = int(score)
    documents = [{"id": d["_id"], "title": d["title"], "text": d["text"]} for d in records(corpus)]
    queries = [q for q in records(folder / "queries.jsonl") if q["_id"] in judgements]
    return documents, queries, judgements


def gain(ranking, relevant):
    found = sum(relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(ranking[:10]))
    ideal = sum(score / math.log2(place + 2) for place, score in enumerate(sorted(relevant.values(), reverse=True)[:10]))
    return found / ideal


def score_search(folder):
    documents, queries, judgements = load(folder)
    language = "de" if folder.name.endswith("de") else "en"
    for mode, model in [("keyword", None)] + [(mode, model) for model in installed_models() for mode in ("semantic", "hybrid")]:
        if model == "use-multilingual" and folder.name == "scifact":
            continue
        options = ["--mode", mode, "--language", language] + (["--model", model, "--precision", MODELS[model]] if model else [])
        rankings = search(documents, [q["text"] for q in queries], *options)
        relevant = [judgements[q["_id"]] for q in queries]
        if folder.name == "scifact":
            scores = (sum(map(gain, rankings, relevant)) / len(queries),)
        else:
            scores = tuple(sum(any(name in r for name in ranking[:k]) for ranking, r in zip(rankings, relevant)) / len(queries) for k in (1, 5))
        report(folder.name, mode, model, scores)


def report(name, mode, model, scores):
    goals = GOALS[name] if mode == "hybrid" and model == "all-minilm-l6-v2" else ()
    missed = "" if all(score >= goal for score, goal in zip(scores, goals)) else f"  below the goal {goals}"
    measure = "nDCG@10" if len(scores) == 1 else "recall@1 / @5"
    print(f"{name:9} {mode:8} {model or '':17} {measure} {' / '.join(f'{score:.4f}' for score in scores)}{missed}", flush=True)


def installed_models():
    listed = subprocess.run([MIVAA, "models", "list"], capture_output=True, check=True, text=True).stdout
    return [model for model in MODELS if f"{model}  [installed]" in listed]


# Chunking

def cut_fixed(text, size, overlap):
    return [(start, min(len(text), start + size)) for start in range(0, max(1, len(text) - overlap), size - overlap)]


def cut_recursive(text, size, overlap):
    """Splits at the largest separators that leave pieces of the size, then joins neighbours up to it, as LangChain's splitter does."""
    def split(start, end, separators):
        if end - start <= size or not separators:
            return [(start, end)] if end - start <= size else [(s, min(end, s + size)) for s in range(start, end, size)]
        pieces, place = [], start
        while place < end:
            found = text.find(separators[0], place, end)
            stop = end if found < 0 else found + len(separators[0])
            pieces += split(place, stop, separators[1:])
            place = stop
        return pieces

    pieces, chunks, current = split(0, len(text), ["\n\n", "\n", " "]), [], []
    for piece in pieces:
        if current and piece[1] - current[0][0] > size:
            chunks.append((current[0][0], current[-1][1]))
            while current and (current[-1][1] - current[0][0] > overlap or piece[1] - current[0][0] > size):
                current.pop(0)
        current.append(piece)
    return chunks + ([(current[0][0], current[-1][1])] if current else [])


def cut_by_structure(text, size, _):
    """Our own chunker; its chunks are found again in the text by their letters."""
    chunks = [json.loads(line) for line in mivaa(
        "chunks", "--tokens", str(size // CHARACTERS_PER_TOKEN), lines=text.split("\n"))]
    places = [place for place, character in enumerate(text) if not character.isspace() and character != "#"]
    bare = "".join(text[place] for place in places)
    spans, start = [], 0
    for chunk in chunks:
        wanted = "".join(character for character in chunk if not character.isspace() and character != "#")
        found = bare.find(wanted, max(0, start))
        assert found >= 0, f"a chunk is not in the text: {chunk[:80]}"
        spans.append((places[found], places[found + len(wanted) - 1] + 1))
        start = found + 1
    return spans


CUTTERS = {"fixed size": cut_fixed, "recursive": cut_recursive, "structure (ours)": cut_by_structure}


def score_chunking(folder):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "corpora").glob("*.md"))}
    with open(folder / "questions_df.csv", newline="", encoding="utf-8") as file:
        questions = list(csv.DictReader(file))
    for tokens in CHUNK_TOKENS:
        size = tokens * CHARACTERS_PER_TOKEN
        for name, cut in CUTTERS.items():
            overlap = OVERLAP_SHARES[name] and int(OVERLAP_SHARES[name] * size)
            spans = {f"{corpus}:{start}:{end}": (corpus, start, end) for corpus, text in texts.items() for start, end in cut(text, size, overlap)}
            documents = [{"id": key, "text": texts[corpus][start:end]} for key, (corpus, start, end) in spans.items()]
            rankings = search(documents, [q["question"] for q in questions], "--limit", "60")
            scores = [span_scores(q, [spans[key] for key in ranking]) for q, ranking in zip(questions, rankings)]
            means = [sum(score[measure] for score in scores) / len(scores) for measure in range(3)]
            length = sum(end - start for _, start, end in spans.values()) / len(spans)
            print(f"chunks of {tokens} tokens, {name:17} {len(spans):5} chunks of {length:5.0f} characters   "
                  f"recall {means[0]:.3f}  precision {means[1]:.3f}  IoU {means[2]:.3f}", flush=True)


def span_scores(question, hits):
    """Recall, precision and intersection over union of characters. What is read twice counts twice for precision."""
    corpus = question["corpus_id"]
    wanted = {place for reference in json.loads(question["references"]) for place in range(reference["start_index"], reference["end_index"])}
    read, used = set(), 0
    for name, start, end in hits:
        end = min(end, start + BUDGET - used)
        used += end - start
        if name == corpus:
            read |= set(range(start, end))
        if used >= BUDGET:
            break
    hit = len(wanted & read)
    return hit / len(wanted), hit / max(1, used), hit / max(1, len(wanted) + used - hit)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, nargs="?", default=ROOT.parent / "shared/quality/dev/retrieval")
    parser.add_argument("--only", choices=("search", "chunking"))
    options = parser.parse_args()
    for name in GOALS if options.only != "chunking" else ():
        score_search(options.data / name)
    if options.only != "search":
        score_chunking(options.data / "chunking")


if __name__ == "__main__":
    main()
