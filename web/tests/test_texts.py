"""Texts: what the service says has words in both languages, and they are about what it really says."""
import json
import pathlib
import re
import unittest

from service import ROOT, Service

TEXT = ROOT / "web/src/text"
PAIR = re.compile(r'^  \[("(?:[^"\\]|\\.)*"), ("(?:[^"\\]|\\.)*")\],$', re.M)
CODE = re.compile(r'"((?:PDF|JOB|BATCH|QUOTA)_[A-Z_]+)"')
# Sources whose codes stand in jobs.
FAILING = ("Sources/Ingestion", "Sources/Persistence")


def swift(folder="Sources"):
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).rglob("*.swift")))


def texts(name):
    return dict(re.findall(r'^  "([^"]+)": (.+),$', (TEXT / name).read_text(), re.M))


class Texts(unittest.TestCase):
    def test_every_code_of_an_error_has_a_text_in_both_languages(self):
        service = Service()
        self.addCleanup(service.stop)
        description = service.call("GET", "/openapi.json")
        answers = [answer for item in description["paths"].values() for operation in item.values() for status, answer in operation["responses"].items() if status >= "4"]
        codes = {code for answer in answers for code in re.findall(r"[A-Z][A-Z_]+", answer["description"])}
        self.assertGreater(len(codes), 25)
        codes |= set(re.findall(r'case \w+ = "([A-Z_]+)"', (ROOT / "Sources/WebAPI/Errors/APIError.swift").read_text()))
        for folder in FAILING:
            codes |= set(CODE.findall(swift(folder)))
        for name in ("en-later.ts", "el.ts"):
            known = texts(name)
            self.assertEqual([code for code in sorted(codes) if len(known.get(f"code.{code}", "")) < 4], [], name)

    def test_sentences_that_are_translated_are_the_service_s(self):
        sources = re.sub(r"\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "{}", swift())
        pairs = [tuple(json.loads(one) for one in pair) for pair in PAIR.findall((TEXT / "el-service.ts").read_text())]
        self.assertGreater(len(pairs), 90)
        unknown = [english for english, _ in pairs if f'"{english}' not in sources and english not in sources]
        self.assertEqual(unknown, [], "nowhere in the sources")
        uneven = [english for english, greek in pairs if english.count("{}") != greek.count("{}")]
        self.assertEqual(uneven, [], "other places for values")
        self.assertEqual([greek for _, greek in pairs if not re.search("[α-ωά-ώ]", greek)], [], "not Greek")


if __name__ == "__main__":
    unittest.main()
