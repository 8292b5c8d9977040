#!/usr/bin/env python3
"""Measures answers: whether citations point at the quoted words, whether the quoted sentence is the right one, and how long it takes.

    answers.py [--quality DIR] [--binary FILE] [--cases 200] [--pages 1000] [--port 8345]

A service on an empty folder reads the documents of dev/markdown until it holds so many pages. Questions are made of sentences of their
ground truth. Every citation is held against a second reading of the page by poppler (`pdftotext -bbox`, Debian poppler-utils): the words in
the cited rectangles must be the quote's.
"""
import argparse
import itertools
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import unicodedata
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNLIMITED = {f"MIVAA_RATE_{name}": "0" for name in ("UPLOAD", "EXTRACT", "SEARCH", "READ", "WRITE", "ADMIN", "SIGN_IN")}


class Service:
    def __init__(self, binary, folder, port):
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.log = open(f"{folder}.log", "wb")
        environment = {**os.environ, **UNLIMITED, "MIVAA_LOG_LEVEL": "notice", "MIVAA_DUPLICATES": "store"}
        self.process = subprocess.Popen([binary, "serve", "--data", folder, "--port", str(port)], stderr=self.log, env=environment)
        self.address = f"http://127.0.0.1:{port}"
        self.token = None
        link = None
        while link is None:
            if self.process.poll() is not None:
                sys.exit(f"the service did not start: {open(self.log.name).read()}")
            link = re.search(r"welcome#(\S+)", open(self.log.name).read())
            time.sleep(0.1)
        body = {"token": link.group(1), "email": "bench@example.org", "password": "a long enough password", "workspace_name": "Bench"}
        self.token = self.post("/api/v1/auth/bootstrap", body)["data"]["access_token"]

    def request(self, path, data=None, kind="application/json"):
        headers = {"Content-Type": kind} if data is not None else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers), timeout=1200) as answer:
            return json.load(answer)

    def post(self, path, body):
        return self.request(path, json.dumps(body).encode())

    def upload(self, path):
        mark = "----answers"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\nContent-Type: application/pdf\r\n\r\n'
        data = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        return self.request("/api/v1/documents/process", data, f"multipart/form-data; boundary={mark}")["data"]["document_id"]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def signs(text):
    """Letters and digits alone: hyphens at line ends, marks of lists and of tables are not the document's words."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


class Pages:
    """Words of pages with their places, by poppler."""

    def __init__(self):
        self.known = {}

    def words(self, path, page):
        key = (path, page)
        if key not in self.known:
            command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-"]
            text = subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")
            text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text.replace('xmlns="http://www.w3.org/1999/xhtml"', ""))
            found = []
            for word in ElementTree.fromstring(text).iter("word"):
                box = [float(word.get(name)) for name in ("xMin", "yMin", "xMax", "yMax")]
                found.append((box, word.text or ""))
            self.known[key] = found
        return self.known[key]

    def within(self, path, regions):
        slack = 2.0
        inside = []
        for region in regions:
            left, top, right, bottom = region["bounding_box"]
            for box, text in self.words(path, region["page"]):
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                # A word of a script without spaces may be wider than the region: what overlaps counts there.
                overlaps = box[0] < right + slack and box[2] > left - slack and top - slack <= y <= bottom + slack
                if left - slack <= x <= right + slack and top - slack <= y <= bottom + slack or overlaps and not text.isascii():
                    inside.append(text)
        return inside


def is_quoted(citation, path, pages):
    """exact: the quote's signs in one run; words: all but one in thirty of them somewhere in the rectangles."""
    inside = pages.within(path, citation["regions"])
    quote = signs(citation["quote"])
    if quote in signs("".join(inside)):
        return "exact"
    missing = Counter(quote) - Counter(signs("".join(inside)))
    return "words" if sum(missing.values()) * 30 <= len(quote) else None


def questions(truth, count, chance):
    """Questions made of the rarest words of sentences."""
    text = re.sub(r"[`*_#>|\[\]]|\(https?:[^)]*\)", " ", truth.read_text())
    counts = Counter(re.findall(r"\w+", text.lower()))
    sentences = [s.strip() for s in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", text) if s.strip()]
    spaced = [s for s in sentences if 8 <= len(s.split()) <= 30]
    if len(spaced) < count:
        spaced = [s for s in sentences if 20 <= len(s) <= 80]
    found = []
    for sentence in chance.sample(spaced, min(count, len(spaced))):
        words = re.findall(r"\w+", sentence)
        if len(words) < 6:
            found.append(sentence[: 40])
            continue
        rare = sorted(range(len(words)), key=lambda i: counts[words[i].lower()])[:6]
        found.append(" ".join(words[i] for i in sorted(rare)) + "?")
    return found


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, math.ceil(len(values) * share) - 1)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build" / "release" / "mivaa")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--port", type=int, default=8345)
    options = parser.parse_args()
    folder = options.quality / "dev" / "markdown"
    paths = sorted((folder / "pdf").glob("*.pdf"), key=lambda path: path.stat().st_size)
    service = Service(options.binary, ROOT / ".build-bench" / "answers", options.port)
    try:
        documents, pages_stored = {}, 0
        while pages_stored < options.pages:
            for path in paths:
                if pages_stored >= options.pages:
                    break
                begin = time.perf_counter()
                name = service.upload(path)
                listed = service.request("/api/v1/documents?limit=100")["data"]["documents"]
                pages = next(line["page_count"] for line in listed if name in line.values())
                documents.setdefault(path, name)
                pages_stored += pages
                print(f"{path.name}: {pages} pages in {time.perf_counter() - begin:.1f} s", file=sys.stderr)
        measure(service, documents, options, folder, pages_stored)
    finally:
        service.stop()


def measure(service, documents, options, folder, pages_stored):
    chance = random.Random(5)
    # In turns: documents with few sentences leave their share to the others.
    lists = [[(path, q) for q in questions(folder / "truth" / f"{path.stem}.md", options.cases, chance)] for path in documents]
    cases = [case for turn in itertools.zip_longest(*lists) for case in turn if case]
    pages, kinds, answered, seconds, wrong = Pages(), Counter(), 0, [], []
    service.post("/api/v1/search/query", {"query": "Is everything loaded?"})
    for path, question in cases[: options.cases]:
        begin = time.perf_counter()
        service.post("/api/v1/search/query", {"query": question})
        seconds.append(time.perf_counter() - begin)
        data = service.post("/api/v1/search/query", {"query": question, "document_ids": [documents[path]]})["data"]
        answered += data["is_answered"]
        for sentence in data["sentences"]:
            for citation in sentence["citations"]:
                kind = is_quoted(citation, path, pages)
                kinds[kind] += 1
                if kind is None:
                    wrong.append((path.name, citation["page_number"], citation["quote"][:80]))
    all_citations = sum(kinds.values())
    print(f"stored pages {pages_stored}, cases {min(options.cases, len(cases))}, answered {answered}")
    print(f"citations {all_citations}: quote in its rectangles in one run {kinds['exact']}, in another order {kinds['words']}, not {kinds[None]}")
    print(f"latency over all documents: p50 {percentile(seconds, 0.5) * 1000:.0f} ms, p95 {percentile(seconds, 0.95) * 1000:.0f} ms, "
          f"mean {statistics.mean(seconds) * 1000:.0f} ms")
    for line in wrong[:20]:
        print("  not there:", *line)


main()
