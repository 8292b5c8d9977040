#!/usr/bin/env python3
"""Holds our WordPiece and SentencePiece tokenizers against the reference libraries: tokenizer.py [DATA]

At least 10,000 lines of text (English, German, Greek and others from DATA, else ../shared/quality/dev), lines of random scalars, and
every scalar value of Unicode in a line of its own kind. Exit status 1 when one line differs.
"""
import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import sentencepiece
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

ROOT = Path(__file__).resolve().parent.parent
MIVAA = ROOT / ".build/release/mivaa"
MODELS = ROOT / "vendor/models"
TOKEN_LIMIT = {"all-minilm-l6-v2": 256, "use-multilingual": 512}
# Scripts and signs that go wrong: accents composed and not, Turkish, Greek, Vietnamese, marks out of order, CJK, Hangul, Thai,
# Devanagari, Arabic, ligatures, full width, zero width, emoji with joiners, control characters, private use, very long words.
ODDITIES = [
    "Café CAFÉ cafe\u0301 n\u0303o", "İstanbul ISPARTA ışık", "ΟΔΥΣΣΕΥΣ Ὀδυσσεύς ᾳ ΐ", "Tiếng Việt ẩn dụ", "a\u0327\u0301 a\u0301\u0327",
    "你好，世界！这是测试。", "日本語のテキスト カタカナ ガ", "안녕하세요 세계 \u1112\u1161\u11ab", "สวัสดีชาวโลก", "नमस्ते दुनिया क्\u200dष", "مرحبا بالعالم",
    "ﬁ ﬂ ﬃ ½ ① ㎏ Å", "ＡＢＣ１２３", "a\u200bb a\u200db a\ufeffb a\u00adb", "👩‍👩‍👧‍👦 🇬🇷 🤷🏽‍♂️", "\x01\x02a\x7fb\x85c\x9fd", "\ue000\uf8ff",
    "≠ ≮ \u037e \u1fef", "x" * 99, "x" * 100, "x" * 101, "é" * 101, "a\tb\rc\x0bd\x0ce", "\u2028\u2029", "don't e.g. U.S.A. $5.00",
    "[SEP] [CLS] [MASK] ##ing", "<s> </s> <unk>", "", " ", "\u3000\u00a0", "ſ ß ẞ ŉ ǰ", "\u0344\u0390\u03b0", "𝕳𝖊𝖑𝖑𝖔", "\U0001d160\U0001d161", "\U000e0001",
]


def texts(data):
    """Sentences and paragraphs, the shortest files first."""
    with gzip.open(data / "retrieval/scifact/corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["title"]
            yield record["text"]
    for language in ("en", "de"):
        for line in (data / f"retrieval/xquad-{language}/corpus.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted(data.glob("retrieval/chunking/corpora/*.md")) + sorted(data.glob("entities/wnut17/*.conll")):
        yield from path.read_text("utf-8").split("\n")


def random_lines(count):
    generator = random.Random(17)
    blocks = [(0x20, 0x17F), (0x300, 0x52F), (0x590, 0xDFF), (0xE00, 0x1FFF), (0x2000, 0x33FF), (0xA640, 0xABFF), (0xF900, 0xFFFD), (0x1F000, 0x1FAFF)]
    for _ in range(count):
        block = generator.choice(blocks)
        yield "".join(chr(generator.randint(*block)) if generator.random() < 0.7 else generator.choice("abc dEf.") for _ in range(40))


def every_scalar(per_line=64):
    scalars = [chr(v) for v in range(0x110000) if not 0xD800 <= v < 0xE000 and v != 0x0A]
    for start in range(0, len(scalars), per_line):
        yield " ".join("a" + c + "b" + c for c in scalars[start:start + per_line])


def ours(model, lines):
    result = subprocess.run(
        [MIVAA, "infer", "tokens", "--model", model], input="".join(line + "\n" for line in lines).encode(), stdout=subprocess.PIPE, check=True)
    return [[int(number) for number in line.split()] for line in result.stdout.decode().split("\n")[:-1]]


def word_piece():
    pieces = (MODELS / "all-minilm-l6-v2/vocab.txt").read_text("utf-8").split("\n")[:-1]
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    start, end = pieces.index("[CLS]"), pieces.index("[SEP]")
    limit = TOKEN_LIMIT["all-minilm-l6-v2"]
    return lambda line: [start] + tokenizer.encode(line, add_special_tokens=False).ids[:limit - 2] + [end]


def sentence_piece():
    processor = sentencepiece.SentencePieceProcessor(model_file=str(MODELS / "use-multilingual/sp.model"))
    limit = TOKEN_LIMIT["use-multilingual"]
    # Text of nothing is one unknown piece, as the model's own package has it.
    return lambda line: [1] + (processor.encode(line)[:limit - 2] or [0]) + [2]


def compare(name, model, reference, lines):
    different = [(line, got, want) for line, got in zip(lines, ours(model, lines), strict=True) if got != (want := reference(line))]
    print(f"{model}: {name}: {len(lines) - len(different)} of {len(lines)} lines the same")
    for line, got, want in different[:5]:
        at = next((i for i, pair in enumerate(zip(got, want)) if pair[0] != pair[1]), min(len(got), len(want)))
        print(f"  {line[:60]!a}: at {at} ours {got[at:at + 8]}, reference {want[at:at + 8]}")
    return len(different)


def main():
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/quality/dev"
    lines = [t.replace("\n", " ") for t in texts(data)]
    sets = {"text": lines, "oddities": ODDITIES + list(random_lines(2000)), "every scalar value": list(every_scalar())}
    differences = 0
    for model, reference in (("all-minilm-l6-v2", word_piece()), ("use-multilingual", sentence_piece())):
        for name, chosen in sets.items():
            differences += compare(name, model, reference, chosen)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
