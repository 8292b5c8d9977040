#!/usr/bin/env python3
"""Pictures of the real UI on real documents of ../shared/quality/dev.

    screenshots.py                 the six of the README, into docs/screenshots
    screenshots.py --all FOLDER    every screen, light, dark and on a phone, English and Greek, as PNG: to be looked at by people

Run by `scripts/web-tests screenshots`, which sets up the browser.
"""
import argparse
import pathlib
import shutil
import urllib.error

from playwright.sync_api import expect, sync_playwright

from service import EMAIL, PASSWORD, ROOT, Service, whole_pdf

DEV = ROOT.parent / "shared/quality/dev"
DOCUMENTS = [
    "markdown/pdf/tagged-employee_handbook.pdf", "markdown/pdf/debdocs-debian-faq.en.pdf", "markdown/pdf/tagged-Kalahari_Desert.pdf",
    "robustness/docbank/175.tar_1511.00117.gz_wcci_papier4_black.pdf", "robustness/greek_fek/data__samples__3606_2007.pdf", "tables/pdf/eu-001.pdf",
    "markdown/pdf/tagged-role_library.pdf", "markdown/pdf/tagged-PerksPlus.pdf",
    "robustness/camelot/tests__files__budget_2014-15.pdf",
]
TITLES = {
    "employee_handbook": "Employee handbook", "debian-faq": "Debian FAQ", "Kalahari": "Kalahari Desert", "wcci": "Neural network paper", "3606_2007": "ΦΕΚ 3606 2007",
    "eu-001": "EU figures", "role_library": "Role library", "PerksPlus": "PerksPlus benefits", "budget": "State budget 2014-15",
}
VIEWS = {
    "light": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2, "color_scheme": "light"},
}
SCREENS = [
    "/library", "/activity", "/activity?view=ended", "/activity?view=failed", "/activity?view=batches", "/images", "/search", "/search?q={words}", "/ask", "/compare",
    "/compare?a={before}&b={after}", "/entities", "/entities?view=graph", "/account", "/workspace", "/admin", "/admin/usage", "/admin/jobs", "/admin/users", "/admin/workspaces", "/admin/keys",
    "/admin/audit", "/admin/data", "/admin/settings", "/nothing-here", "/documents/{first}", "/documents/{first}?tab=details", "/documents/{tables}",
]


def agreement(version):
    """Two versions of a contract, for comparisons."""
    year, price, days, term = {1: ("2025", "48,500", "30", "two"), 2: ("2026", "52,750", "45", "three")}[version]
    parts = [
        ("1. Parties", f"This agreement is made on 14 March {year} between Northwind Stone Ltd of Leeds and the Harbour Trust of Kavala."),
        ("2. Scope", "The supplier delivers limestone slabs of class A for the quay of the old harbour, cut and numbered as in annex 2."),
        ("3. Price", f"The price is {price} euros without tax. It is paid within {days} days of delivery. Late payments bear interest of 4 percent."),
        ("4. Delivery", f"Slabs are delivered in {term} lots, the last of them before 30 September {year}. Risk passes when a lot is unloaded."),
        ("5. Warranty", "The supplier is liable for cracks and for frost damage for five years. Claims are made in writing within a month."),
    ]
    if version == 2:
        parts.append(("6. Data", "Both parties keep plans and measurements confidential, also after the end of this agreement."))
    text, top = "BT /F1 20 Tf 72 770 Td (Supply agreement) Tj ET ", 720
    for heading, body in parts:
        text += f"BT /F2 13 Tf 72 {top} Td ({heading}) Tj ET "
        top -= 22
        words, line = body.split(), ""
        for word in [*words, None]:
            if word is None or len(line) + len(word) > 78:
                text += f"BT /F1 11 Tf 72 {top} Td ({line.strip()}) Tj ET "
                top, line = top - 16, ""
            line += f" {word}"
        top -= 16
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    return whole_pdf(objects)


def fill(service):
    """Documents of the library, by the beginning of their file's name."""
    found = {}
    for path in DOCUMENTS:
        path = DEV / path
        if not path.exists():
            print(f"left out: {path} is not here")
            continue
        title = next((title for part, title in TITLES.items() if part in path.name), path.stem)
        found[title] = service.upload(f"{title}.pdf", path.read_bytes())
    for version in (1, 2):
        title = f"Supply agreement {2024 + version}"
        found[title] = service.upload(f"{title}.pdf", agreement(version))
    for document in found.values():
        service.wait_until_read(document, seconds=600)
    return found


def live(service):
    """Something in every list: a backup, a refusal, a key, another user."""
    service.call("POST", "/api/v1/documents/process-url", {"url": "http://192.168.7.7/locked.pdf", "async_processing": True})
    service.call("POST", "/api/v1/admin/data/backup", {})
    key = service.call("POST", "/api/v1/api-keys", {"name": "Nightly import", "scopes": ["search:read"]})["api_key"]
    token, service.token = service.token, None
    for _ in range(3):
        try:
            service.call("GET", "/api/v1/documents", headers={"x-api-key": key})
        except urllib.error.HTTPError:
            pass
    service.token = token


def sign_in(page):
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("nav.side").wait_for(state="attached")


def settle(page):
    page.wait_for_load_state("networkidle")
    expect(page.locator(".skeleton")).to_have_count(0, timeout=20_000)
    # Pictures that are seen: the others are not fetched.
    for _ in range(20):
        boxes = [box for one in page.locator(".picture.waiting").all() if (box := one.bounding_box())]
        if not any(box["y"] < page.viewport_size["height"] and box["y"] + box["height"] > 0 for box in boxes):
            break
        page.wait_for_timeout(200)
    page.wait_for_timeout(300)


def all_screens(browser, service, names, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for view, options in VIEWS.items():
        for language in ("en", "el"):
            context = browser.new_context(base_url=service.url, locale="en-GB", reduced_motion="reduce", **options)
            page = context.new_page()
            sign_in(page)
            page.evaluate(f"localStorage.setItem('mivaa.language', '{language}')")
            for screen in SCREENS:
                path = screen.format(**names)
                page.goto(path)
                try:
                    settle(page)
                except AssertionError as error:
                    print(f"{view} {language} {path}: {str(error).splitlines()[0]}")
                name = screen.strip("/").replace("/", "-").replace("?", "-").replace("=", "-").replace("{", "").replace("}", "").replace("&", "-")
                page.screenshot(path=folder / f"{view}-{language}-{name}.png")
            context.close()


def readme(browser, service, names):
    """The six of the README."""
    folder = ROOT / "docs/screenshots"
    context = browser.new_context(base_url=service.url, locale="en-GB", reduced_motion="reduce", viewport={"width": 1360, "height": 860}, color_scheme="light")
    page = context.new_page()
    sign_in(page)

    def take(name):
        settle(page)
        page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=82)

    page.goto("/library")
    take("library")
    page.goto(f"/documents/{names['tables']}")
    settle(page)
    page.locator(".side-pane p").first.hover()
    take("reader")
    page.goto(f"/search?q={names['words']}")
    take("search")
    page.goto("/ask")
    settle(page)
    page.get_by_role("textbox").last.fill(names["question"])
    page.keyboard.press("Enter")
    page.locator(".cite").first.wait_for(timeout=60_000)
    take("ask")
    page.goto(f"/compare?a={names['before']}&b={names['after']}")
    take("compare")
    page.goto("/admin")
    settle(page)
    page.wait_for_timeout(16_000)
    take("administration")
    context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=pathlib.Path, metavar="FOLDER")
    args = parser.parse_args()
    service = Service()
    try:
        service.make_administrator()
        found = fill(service)
        if args.all:
            live(service)
        names = {
            "first": found["Employee handbook"], "before": found["Supply agreement 2025"], "after": found["Supply agreement 2026"], "tables": found["EU figures"],
            "words": "safety", "question": "What does the company do for safety at the workplace?",
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"])
            if args.all:
                all_screens(browser, service, names, args.all)
            else:
                readme(browser, service, names)
            browser.close()
    finally:
        service.stop()


if __name__ == "__main__":
    main()
