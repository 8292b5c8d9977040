#!/usr/bin/env python3
"""Looks for sentences of summaries that nobody would write: summaries.py [--quality DIR] [--binary FILE] [--show]

Every document of dev/markdown is summarised in three lengths. There are no summaries by people to hold them against; what can be told is whether
each sentence stands by itself: begins with a capital or a digit, ends with a full stop, closes its brackets, is in the document's alphabet, does
not begin with what points back ("However", "It"), does not send elsewhere ("see", an address), and stands in one run in the document's ground
truth, with the end of a sentence or a line before it.
"""
import argparse
import json
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = ("short", "medium", "long")
POINTS_BACK = re.compile(
    r"(?i)(it|its|they|their|this(?! (document|report|paper|guide|manual|handbook|book|article|policy|plan))|that|these|those|he|she|such|also|but|and|or|so|then|"
    r"thus|hence|therefore|however|moreover|furthermore|otherwise|instead|in addition|for example|allerdings|jedoch|dabei|außerdem|dies|diese[rs]?(?! (handbuch|dokument))|"
    r"однако|это|он|она|они|также|кроме того|и|но)\b")
SENDS_ELSEWHERE = re.compile(r"(?i)https?:|www\.|^(please )?see\b|for (more|further|additional)( \w+)? (information|details)|manual page|weitere informationen|(lesen|finden) sie|подробнее|дополнительную информацию")
ENDS = ".!?。！？"
CLOSING = "\"”»“)]’'」』"


def signs(text):
    """Letters and digits alone: marks, hyphens at line ends and spaces differ between a page and its source."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def alphabet(text):
    counts = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    return counts.most_common(1)[0][0] if counts else None


class Truth:
    def __init__(self, text):
        self.signs, self.ends = [], set()
        is_end = True
        for line in text.splitlines():
            is_end = True
            for c in unicodedata.normalize("NFKC", line):
                if c.isalnum():
                    for folded in c.lower():
                        if is_end:
                            self.ends.add(len(self.signs))
                        self.signs.append(folded)
                    is_end = False
                elif c in ENDS + "|:;":
                    is_end = True
        self.text = "".join(self.signs)

    def has_whole(self, sentence):
        wanted, start = signs(sentence), -1
        while (start := self.text.find(wanted, start + 1)) >= 0:
            if start in self.ends:
                return "whole"
        return "cut" if wanted in self.text else "absent"


def faults(sentence, truth, own_alphabet):
    found = []
    letters = [c for c in sentence if c.isalnum()]
    if not letters or letters[0].islower():
        found.append("begins small")
    # Quotes keep the numbers of notes, which the summary's text leaves out.
    if re.sub(r"\s*\[\d{1,3}\]", "", sentence).rstrip(CLOSING)[-1:] not in ENDS:
        found.append("no end")
    if any(sentence.count(a) != sentence.count(b) for a, b in ("()", "[]")):
        found.append("open bracket")
    # Japanese has several, and Latin names in each.
    if alphabet(sentence) != own_alphabet and {alphabet(sentence), own_alphabet} <= {"LATIN", "CYRILLIC", "GREEK"}:
        found.append("other alphabet")
    if POINTS_BACK.match(sentence):
        found.append("points back")
    if SENDS_ELSEWHERE.search(sentence):
        found.append("sends elsewhere")
    state = truth.has_whole(sentence)
    if state == "cut":
        found.append("begins in the middle")
    elif state == "absent":
        found.append("not in one run in the document")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quality", type=Path, default=ROOT.parent / "shared" / "quality")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build" / "release" / "mivaa")
    parser.add_argument("--show", action="store_true", help="write every sentence with a fault")
    options = parser.parse_args()
    folder = options.quality / "dev" / "markdown"
    total, kinds, firsts, bad = 0, Counter(), 0, 0
    for path in sorted((folder / "pdf").glob("*.pdf")):
        text = (folder / "truth" / f"{path.stem}.md").read_text()
        truth, own = Truth(text), alphabet(text)
        for length in LENGTHS:
            output = subprocess.run([options.binary, "summarize", "--json", "--length", length, path], capture_output=True, check=True).stdout
            sentences = [line["text"] for line in json.loads(output)["sentences"]]
            for place, sentence in enumerate(sentences):
                found = faults(sentence, truth, own)
                total += 1
                bad += bool(found)
                firsts += place == 0 and bool(found)
                kinds.update(found)
                if options.show and found:
                    print(f"{path.stem} {length} {place}: {', '.join(found)}: {sentence}")
    print(f"{total} sentences, {bad} with a fault, {firsts} of them the first of their summary")
    for kind, count in kinds.most_common():
        print(f"  {count:4} {kind}")


main()
