#!/usr/bin/env python3
"""Which scripts the installed recognition models read: character error rates on generated pages, one for each language.

    scripts.py [--languages ru,ko] [--fonts DIR]

The text is the first article of the Universal Declaration of Human Rights, drawn in black on white at 200 dpi in a font of the system that
has the language's letters (or of --fonts). "letters" is the share of its letters that the model's list has: what is missing there cannot
be read, only guessed. Tesseract runs beside ours where its data of the language is installed.
"""
import argparse
import json
import os
import shutil
import subprocess
import textwrap
import unicodedata
from pathlib import Path

import onnxruntime
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
OUTPUT = ROOT / ".build-bench" / "scripts"
MODEL = ROOT / "vendor" / "models" / "pp-ocrv6-small" / "recognition.onnx"
# Language: Tesseract's name of it, the text.
TEXTS = {
    "en": ("eng", "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood."),
    "de": ("deu", "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen."),
    "fr": ("fra", "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité."),
    "pl": ("pol", "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa."),
    "tr": ("tur", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler."),
    "vi": ("vie", "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều được tạo hoá ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình anh em."),
    "el": ("ell", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης."),
    "ru": ("rus", "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства."),
    "uk": ("ukr", "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства."),
    "ko": ("kor", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다."),
    "ja": ("jpn", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。"),
    "zh": ("chi_sim", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"),
}
UNSPACED = {"ja", "zh"}


def font_for(language, folder):
    """A font file that has the language's letters; None without one."""
    listed = subprocess.run(["fc-list", f":lang={language}", "file"], capture_output=True, text=True).stdout
    files = [line.rstrip(": ") for line in listed.splitlines()]
    if folder:
        scanned = subprocess.run(["fc-scan", "--format", "%{file}|%{lang}\n", folder], capture_output=True, text=True).stdout
        files += [line.split("|")[0] for line in scanned.splitlines() if f"|{language}|" in f"|{line.split('|', 1)[1]}|"]
    plain = [file for file in sorted(set(files)) if not any(word in file for word in ("Bold", "Oblique", "Italic", "Light", "Mono", "Coding"))]
    return plain[0] if plain else None


def page(language, text, font):
    picture = Image.new("L", (1654, 600), 255)
    width = 34 if language in UNSPACED | {"ko"} else 56
    lines = textwrap.wrap(text, width, break_long_words=language in UNSPACED)
    drawn = ImageFont.truetype(font, 34)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((150, 90 + 52 * number), line, font=drawn, fill=20)
    path = OUTPUT / f"{language}.png"
    picture.save(path)
    return path


def folded(text, language):
    words = unicodedata.normalize("NFKC", text).split()
    return ("" if language in UNSPACED else " ").join(words)


def error_rate(truth, text, language):
    truth, text = folded(truth, language), folded(text, language)
    return Levenshtein.distance(truth, text) / len(truth)


def ours(file, languages=None):
    hint = ["--languages", languages] if languages else []
    done = subprocess.run([BINARY, "recognize", "--format", "json", *hint, file], capture_output=True, text=True)
    if done.returncode != 0:
        return done.stderr.strip()[:60], None
    lines = sorted(json.loads(done.stdout)["lines"], key=lambda line: (round(line["corners"][1] / 26), line["corners"][0]))
    return "\n".join(line["text"] for line in lines), sum(line["confidence"] for line in lines) / max(1, len(lines))


def tesseract(file, name):
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")
    done = subprocess.run(["tesseract", str(file), "-", "-l", name], capture_output=True, text=True, env=environment)
    return done.stdout if done.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", default=",".join(TEXTS))
    parser.add_argument("--fonts", help="folder with more fonts")
    options = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    known = set(onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"]).get_modelmeta().custom_metadata_map["character"])
    print(f"{'language':8} {'letters':>8} {'ours':>7} {'surely':>7} {'with hint':>10} {'tesseract':>10}")
    for language in options.languages.split(","):
        name, text = TEXTS[language]
        font = font_for(language, options.fonts)
        if font is None:
            print(f"{language:8} no font has its letters")
            continue
        letters = [letter for letter in text if letter.isalpha()]
        file = page(language, text, font)
        read, confidence = ours(file)
        hinted, sure = ours(file, language)
        (OUTPUT / f"{language}.txt").write_text(f"{read}\n---\n{hinted}\n", encoding="utf-8")
        peer = tesseract(file, name) if shutil.which("tesseract") else None
        rate = lambda value: "-" if value is None else f"{error_rate(text, value, language):.3f}"
        print(f"{language:8} {sum(letter in known for letter in letters) / len(letters):8.3f} {rate(read):>7} {confidence or 0:7.2f} "
              f"{rate(hinted) if sure is not None else 'refused':>10} {rate(peer):>10}", flush=True)


if __name__ == "__main__":
    main()
