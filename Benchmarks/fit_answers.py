#!/usr/bin/env python3
"""Answers without a language model: how many are right, how many are given though nothing answers, and the weights that decide it.

    fit_answers.py [--data DIR] [--binary FILE] [--mode keyword|hybrid] [--judged PREFIX] [--keep PREFIX]

Every question of XQuAD (English, German) is asked three times: to all paragraphs, to all but the one that answers it, and to all but its
article. Weights are fitted to one half of the articles and measured on the other, both ways; those that are printed last are of all.
Needs numpy.

--keep writes what `mivaa infer answers --evidence` says to PREFIXen.jsonl and PREFIXde.jsonl; --judged reads it from there, also of the
first questions only.
"""
import argparse
import json
import re
import subprocess
from itertools import zip_longest
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "de")
# Paragraphs of an article in XQuAD follow each other.
PARAGRAPHS_OF_ARTICLE = 5
CONDITIONS = ("there", "paragraph out", "article out")
EVIDENCE = ("coverage", "context_coverage", "matched_rarity", "missing_names", "lacks_kind", "word_count", "is_german", "cosine")
# A question with an answer and two without: each half counts the same.
WEIGHTS = {"there": 1.0, "paragraph out": 0.5, "article out": 0.5}
RIDGE = 3.0
# As in AnswerLikelihood.
WORTH_WITHOUT_MEASURE = 0.12


def records(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def load(folder):
    documents = [{"id": d["_id"], "title": "", "text": " ".join(d["text"].split())} for d in records(folder / "corpus.jsonl")]
    gold = {}
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        query, document, _ = line.split("\t")
        gold[query] = document
    asked = []
    for query in records(folder / "queries.jsonl"):
        article = int(gold[query["_id"]][1:]) // PARAGRAPHS_OF_ARTICLE
        others = [f"p{article * PARAGRAPHS_OF_ARTICLE + place}" for place in range(PARAGRAPHS_OF_ARTICLE)]
        for condition, without in zip(CONDITIONS, ([], [gold[query["_id"]]], others)):
            asked.append({"question": query["text"], "without": without, "condition": condition, "article": article,
                          "gold": gold[query["_id"]], "answers": query["answers"]})
    return documents, asked


def ask(documents, asked, language, options):
    if options.judged:
        return records(f"{options.judged}{language}.jsonl")
    lines = [json.dumps(d) for d in documents] + [json.dumps({key: q[key] for key in ("question", "without")}) for q in asked]
    command = [options.binary, "infer", "answers", "--evidence", "--language", language, "--mode", options.mode]
    output = subprocess.run(command, input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    if options.keep:
        Path(f"{options.keep}{language}.jsonl").write_bytes(output)
    return [json.loads(line) for line in output.splitlines()]


def is_right(sentence, question):
    """Whether the sentence of the paragraph holds one of the answers."""
    plain = re.sub(r"\s+", " ", sentence["text"].lower())
    return sentence["document"] == question["gold"] and any(re.sub(r"\s+", " ", a.lower()) in plain for a in question["answers"])


def row(evidence, names):
    values = {**evidence, "word_count": numpy.log1p(evidence["word_count"]), "cosine": max(0.0, evidence.get("cosine", 0.0)),
              "is_german": evidence["is_german"]}
    return [values[name] for name in names]


def fitted(questions, names):
    """Logistic regression by Newton's method; the bias last, and not held back."""
    x = numpy.array([row(s["evidence"], names) + [1.0] for q in questions for s in q["judged"]])
    y = numpy.array([float(is_right(s, q)) for q in questions for s in q["judged"]])
    weight = numpy.array([WEIGHTS[q["condition"]] for q in questions for _ in q["judged"]])
    ridge = numpy.diag([RIDGE / 10] * len(names) + [0.0])
    solution = numpy.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + numpy.exp(-x @ solution))
        gradient = x.T @ (weight * (p - y)) + ridge @ solution
        step = numpy.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        solution -= step
        if numpy.abs(step).max() < 1e-6:
            break
    return solution


def best(question, solution, names):
    """The likeliest sentence with its likelihood."""
    if not question["judged"]:
        return 0.0, False
    p = 1 / (1 + numpy.exp(-(numpy.array([row(s["evidence"], names) + [1.0] for s in question["judged"]]) @ solution)))
    p *= numpy.array([WORTH_WITHOUT_MEASURE if s["evidence"]["lacks_measure"] else 1 for s in question["judged"]])
    place = int(numpy.argmax(p))
    return float(p[place]), is_right(question["judged"][place], question)


def curve(results):
    """results: (language, condition, likelihood, right)."""
    for language in LANGUAGES:
        print(f"{language}: least likelihood: answered, first sentence right of those / answered falsely without paragraph, without article")
        for least in (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25, 0.3, 0.4, 0.5):
            shares = []
            for condition in CONDITIONS:
                all_of = [r for r in results if r[0] == language and r[1] == condition]
                answered = [r for r in all_of if r[2] >= least]
                shares.append(len(answered) / max(1, len(all_of)))
                if condition == "there":
                    right = sum(r[3] for r in answered) / max(1, len(answered))
            print(f"  {least:.2f}: {shares[0]:.3f}, {right:.3f} / {shares[1]:.3f}, {shares[2]:.3f}")


def as_it_is(questions, language):
    """What the binary itself answered."""
    for condition in CONDITIONS:
        of = [q for q in questions if q["condition"] == condition]
        answered = [q for q in of if q["answer"]["is_answered"]]
        right = [sum(is_right(s, q) for s in q["answer"]["sentences"][:1]) for q in answered]
        held = [any(is_right(s, q) for s in q["answer"]["sentences"]) for q in answered]
        print(f"{language}, {condition}: {len(of)} questions, answered {len(answered) / len(of):.3f}, of all: first sentence right "
              f"{sum(right) / len(of):.3f}, any {sum(held) / len(of):.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/quality/dev/retrieval")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/mivaa")
    parser.add_argument("--mode", default="hybrid", choices=("keyword", "hybrid"))
    parser.add_argument("--judged")
    parser.add_argument("--keep")
    options = parser.parse_args()
    names = EVIDENCE if options.mode == "hybrid" else EVIDENCE[:-1]
    questions = []
    for language in LANGUAGES:
        documents, asked = load(options.data / f"xquad-{language}")
        answers = ask(documents, asked, language, options)
        of = [{**q, "answer": a, "judged": a["judged"], "language": language} for q, a in zip(asked, answers)]
        as_it_is(of, language)
        seconds = sorted(a["seconds"] for a in answers)
        print(f"{language}: {len(answers)} answers, p50 {seconds[len(seconds) // 2] * 1000:.0f} ms, p95 {seconds[len(seconds) * 95 // 100] * 1000:.0f} ms")
        for question in of:
            for sentence in question["judged"]:
                sentence["evidence"]["is_german"] = float(language == "de")
        questions += of
    fitted_to, held_out = [], []
    for half in (0, 1):
        solution = fitted([q for q in questions if q["article"] % 2 == half], names)
        for question in questions:
            results = fitted_to if question["article"] % 2 == half else held_out
            results.append((question["language"], question["condition"], *best(question, solution, names)))
    for title, results in (("questions of the articles that weights were fitted to", fitted_to), ("held out", held_out)):
        print(title)
        curve(results)
    for name, value in zip_longest(names, fitted(questions, names), fillvalue="bias"):
        print(f"{name:18} {value:6.2f}")


main()
