"""A browser for tests, and what they do with it again and again."""
import pathlib
import shutil
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from service import EMAIL, PASSWORD, Service

DESKTOP = {"viewport": {"width": 1360, "height": 860}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
# Reading a document takes a moment on a busy machine.
PATIENCE_MS = 60_000
expect.set_options(timeout=15_000)


class BrowserTest(unittest.TestCase):
    """A service with an administrator for the whole class, a fresh browser for each test. Errors in the page fail the test."""

    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.stop)
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        path = shutil.which("chromium") or shutil.which("google-chrome")
        cls.browser = cls.playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        cls.prepare()

    @classmethod
    def prepare(cls):
        cls.service.make_administrator()

    def setUp(self):
        self.errors = []
        # Messages that a test brings about on purpose.
        self.expected_errors = []
        self.context = self.new_context(DESKTOP)
        self.page = self.new_page(self.context)

    def tearDown(self):
        self.context.close()
        left = [error for error in self.errors if not any(part in error for part in self.expected_errors)]
        self.assertEqual(left, [], "errors in the page")

    def new_context(self, options, **more):
        context = self.browser.new_context(base_url=self.service.url, locale="en-GB", **options, **more)
        context.on("request", lambda request: self.check_address(request.url))
        return context

    def new_page(self, context):
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(f"{message.text} {message.location.get('url', '')}") if message.type == "error" else None)
        return page

    def check_address(self, url):
        if not url.startswith((self.service.url, "blob:" + self.service.url)):
            self.errors.append("a request left for " + url)

    def sign_in(self, page=None, path="/"):
        page = page or self.page
        page.goto(path)
        page.get_by_label("E-mail").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("nav.side")).to_be_attached()

    def open(self, path, page=None):
        page = page or self.page
        page.goto(path)
        expect(page.locator("main h1").first).to_be_visible()
        return page

    def row(self, title, page=None):
        return (page or self.page).locator("[data-document]").filter(has_text=title)

    def assert_straight_to_disk(self, download):
        """It went from the service to a file, not through the memory of the page."""
        self.assertIn("/api/v1/downloads/", download.url)

    def assert_accessible(self, name, page=None):
        results = Axe().run(page or self.page)
        found = [f"{one['id']}: {node['html'][:160]}" for one in results.response["violations"] for node in one["nodes"]]
        self.assertEqual(found, [], f"accessibility of {name}")

    def assert_fits(self, name, page):
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(too_wide, 0, f"{name} is wider than the screen")
        cut = page.evaluate("""() => [...document.querySelectorAll('main button, main a, main input, main select')].filter(one => {
            const box = one.getBoundingClientRect(), scrolls = one.closest('.table-scroll, .tabs, .graph-stage, .pages, [style*="overflow"]');
            return !scrolls && box.width > 1 && box.right > innerWidth + 1 && getComputedStyle(one).visibility !== 'hidden';
        }).map(one => one.outerHTML.slice(0, 120))""")
        self.assertEqual(cut, [], f"{name} has controls beyond the edge of the screen")


__all__ = ["BrowserTest", "DESKTOP", "EMAIL", "PASSWORD", "PATIENCE_MS", "PHONE", "expect", "pathlib"]
