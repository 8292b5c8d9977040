"""Learns the corrections of Sources/TextAnalysis/Readability/EnglishSyllables.swift from the CMU Pronouncing Dictionary.

    python learn_syllables.py CMUDICT.dict TEXT... > corrections

A word has as many syllables as groups of vowel letters; corrections say which spellings have one more or less. They are found one after
another: the one that puts most words of the training part right is next (Brill 1995). Words of the texts count more. A fifth of the words
is held out first; what is right of them goes to standard error. The corrections that are printed are learned from all words.
"""

import random
import re
import sys
from collections import Counter, defaultdict

HELD_OUT = 5
LEAST_GAIN = 30  # words (weighted) that a correction must put right, or it is chance
PATTERN_LENGTHS = range(2, 7)


def pronunciations(path):
    counts = {}
    for line in open(path, encoding="latin-1"):
        fields = line.split("#")[0].split()
        word = re.sub(r"\(\d\)$", "", fields[0]) if fields else ""
        if re.fullmatch("[a-z]+", word) and re.search("[aeiouy]", word):
            counts.setdefault(word, set()).add(sum(phone[-1].isdigit() for phone in fields[1:]))
    return counts


def groups(word):
    return len(re.findall("[aeiouy]+", word))


def patterns(word):
    anchored = f"^{word}$"
    return {
        anchored[i : i + n] for n in PATTERN_LENGTHS for i in range(len(anchored) - n + 1) if re.search("[aeiouy$]", anchored[i : i + n])
    }


def learn(counts, words, weights):
    having = defaultdict(list)
    for word in words:
        for pattern in patterns(word):
            having[pattern].append(word)
    having = {pattern: found for pattern, found in having.items() if len(found) >= 15}
    of_word = defaultdict(list)
    for pattern, found in having.items():
        for word in found:
            of_word[word].append(pattern)
    guess = {word: groups(word) for word in words}

    def gains(word):
        now = max(1, guess[word]) in counts[word]
        return [((max(1, guess[word] + change) in counts[word]) - now) * weights[word] for change in (1, -1)]

    gain, by_word = defaultdict(lambda: [0.0, 0.0]), {}
    for word in words:
        by_word[word] = gains(word)
        for pattern in of_word[word]:
            gain[pattern][0] += by_word[word][0]
            gain[pattern][1] += by_word[word][1]
    corrections = []
    while True:
        pattern, way = max(((p, w) for p in gain for w in (0, 1)), key=lambda c: (gain[c[0]][c[1]], -len(c[0]), c[0]))
        if gain[pattern][way] < LEAST_GAIN:
            return corrections
        corrections.append((pattern, (1, -1)[way]))
        for word in having[pattern]:
            guess[word] += (1, -1)[way]
            before, after = by_word[word], gains(word)
            by_word[word] = after
            for other in of_word[word]:
                gain[other][0] += after[0] - before[0]
                gain[other][1] += after[1] - before[1]


def main():
    counts = pronunciations(sys.argv[1])
    frequency = Counter()
    for path in sys.argv[2:]:
        frequency.update(re.findall("[a-z]+", open(path, encoding="utf-8", errors="ignore").read().lower()))
    words = sorted(counts)
    random.seed(7)
    random.shuffle(words)
    held_out, training = words[: len(words) // HELD_OUT], words[len(words) // HELD_OUT :]
    weights = {word: 1 + 4 * min(frequency[word], 200) ** 0.5 for word in words}
    corrections = learn(counts, training, weights)

    def count(word):
        return max(1, groups(word) + sum(change for pattern, change in corrections if pattern in f"^{word}$"))

    right = [word for word in held_out if count(word) in counts[word]]
    tokens = sum(frequency[word] for word in held_out)
    print(f"{len(corrections)} corrections; right of {len(held_out)} held out: {len(right) / len(held_out):.4f}", file=sys.stderr)
    print(f"right of {tokens} running words: {sum(frequency[w] for w in right) / max(1, tokens):.4f}", file=sys.stderr)
    corrections = learn(counts, words, weights)
    for change, name in ((1, "more"), (-1, "less")):
        print(f"{name}: " + " ".join(pattern for pattern, way in corrections if way == change))


main()
