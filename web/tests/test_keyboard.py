"""The main task of every screen with nothing but a keyboard: what cannot be reached by Tab, arrows and Enter fails here."""
import unittest

from browser import PATIENCE_MS, BrowserTest, expect
from service import fixture, sample_pdf

# More stops than any screen of these documents has.
MOST_TABS = 120


class Keyboard(BrowserTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.documents = [
            cls.service.upload("stone.pdf", sample_pdf(3, "Stone")), cls.service.upload("marble.pdf", sample_pdf(4, "Marble", lines=5)),
            cls.service.upload("picture.pdf", fixture("jpeg-image.pdf")),
        ]
        for document in cls.documents:
            cls.service.wait_until_read(document)

    def setUp(self):
        super().setUp()
        self.sign_in()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, wanted):
        """Presses Tab until it has the focus."""
        wanted.first.wait_for(state="attached")
        for _ in range(MOST_TABS):
            self.press("Tab")
            if wanted.evaluate_all("found => found.includes(document.activeElement)"):
                self.assert_focus_is_seen()
                return
        self.fail(f"the keyboard does not reach {wanted}")

    def assert_focus_is_seen(self):
        """What has the focus is on the screen, and something shows that it has it."""
        seen = self.page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
            const around = [one, one.parentElement, one.closest('label, .search-field, .composer, form')].filter(Boolean).map(each => getComputedStyle(each));
            const isMarked = around.some(each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0 || each.boxShadow !== 'none');
            return { isMarked, isInView: box.bottom > 0 && box.top < innerHeight && box.width > 0 && style.visibility !== 'hidden', html: one.outerHTML.slice(0, 160) };
        }""")
        self.assertTrue(seen["isInView"], f"focused out of sight: {seen['html']}")
        self.assertTrue(seen["isMarked"], f"nothing shows the focus: {seen['html']}")

    def button(self, name, exact=True):
        return self.page.get_by_role("button", name=name, exact=exact)

    def test_signing_in_and_out(self):
        self.tab_to(self.button("Your account and settings"))
        self.press("Enter", "ArrowUp")
        expect(self.page.get_by_role("menuitem", name="Sign out")).to_be_focused()
        self.press("Enter")
        expect(self.page.get_by_label("E-mail")).to_be_visible()
        self.tab_to(self.page.get_by_label("E-mail"))
        self.page.keyboard.type("ada@example.org")
        self.press("Tab")
        self.page.keyboard.type("correct horse battery staple")
        self.press("Enter")
        expect(self.page.get_by_role("heading", name="Library")).to_be_visible()

    def test_library_tags_a_document_and_takes_a_deletion_back(self):
        self.tab_to(self.page.get_by_label("Select stone"))
        self.press("Space")
        self.tab_to(self.button("Add tags"))
        self.press("Enter")
        self.page.keyboard.type("quarry")
        self.press("Enter")
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        expect(self.row("stone")).to_contain_text("quarry")
        self.tab_to(self.button("Actions for marble"))
        self.press("Enter", "ArrowUp")
        expect(self.page.get_by_role("menuitem", name="Delete")).to_be_focused()
        self.press("Enter")
        expect(self.row("marble")).to_have_count(0)
        self.tab_to(self.button("Undo"))
        self.press("Enter")
        expect(self.row("marble")).to_have_count(1)

    def test_adding_documents_by_address(self):
        self.tab_to(self.button("Add documents"))
        self.press("Enter")
        self.tab_to(self.page.get_by_label("By address, one a line"))
        self.page.keyboard.type("http://192.168.7.7/locked.pdf")
        self.tab_to(self.button("Fetch"))
        self.press("Enter")
        expect(self.page.get_by_text("The document is being fetched")).to_be_visible()
        self.open("/activity?view=failed")
        self.tab_to(self.page.get_by_role("tab", name="Failed"))
        self.press("ArrowLeft")
        expect(self.page.get_by_role("tab", name="Finished")).to_be_focused()
        self.press("ArrowRight")
        expect(self.page.locator(".job").first).to_contain_text("locked", timeout=PATIENCE_MS)
        self.tab_to(self.button("Try again"))
        self.press("Enter")

    def test_reading_turning_pages_and_finding(self):
        self.tab_to(self.page.get_by_role("link", name="stone", exact=True))
        self.press("Enter")
        expect(self.page.get_by_text("Page 1 of 3")).to_be_visible()
        self.press("ArrowRight")
        expect(self.page.get_by_text("Page 2 of 3")).to_be_visible()
        self.press("/")
        self.page.keyboard.type("chapter 3")
        self.press("Enter")
        expect(self.page.get_by_text("Page 3 of 3")).to_be_visible()
        self.press("Escape")
        self.tab_to(self.page.get_by_role("tab", name="Text"))
        self.press("ArrowLeft")
        expect(self.page.get_by_role("tab", name="Details")).to_be_focused()

    def test_searching_and_opening_a_hit(self):
        self.open("/search")
        expect(self.page.get_by_role("combobox")).to_be_focused()
        self.page.keyboard.type("limestone")
        self.press("Enter")
        expect(self.page.locator("[data-hit]").first).to_be_visible(timeout=PATIENCE_MS)
        self.tab_to(self.page.locator("[data-hit] h2 a"))
        self.press("Enter")
        expect(self.page.locator("[data-place]").first).to_be_visible()

    def test_asking_about_one_document_and_opening_a_source(self):
        self.open("/ask")
        self.tab_to(self.button("All documents"))
        self.press("Enter")
        self.tab_to(self.page.get_by_role("dialog").get_by_label("stone"))
        self.press("Space")
        self.tab_to(self.button("Done"))
        self.press("Enter")
        expect(self.button("1 document")).to_be_focused()
        question = self.page.get_by_label("Question")
        question.focus()
        self.page.keyboard.type("What does page 2 tell about?")
        self.press("Enter")
        expect(self.page.locator(".answer-facts")).to_be_visible(timeout=PATIENCE_MS)
        self.tab_to(self.page.locator(".citations a"))
        self.press("Enter")
        expect(self.page.locator("[data-place]").first).to_be_visible()

    def test_comparing_two_documents(self):
        self.open("/compare")
        for place, name in enumerate(("stone", "marble")):
            self.tab_to(self.button("Choose document"))
            self.press("Enter")
            self.tab_to(self.page.get_by_role("dialog").get_by_label(name))
            self.press("Space")
            self.tab_to(self.button("Done"))
            self.press("Enter")
        differences = self.page.get_by_role("list", name="Differences").get_by_role("button")
        expect(differences.first).to_be_visible(timeout=PATIENCE_MS)
        self.tab_to(differences)
        self.press("Enter")
        expect(self.page.locator(".page-view .place").first).to_be_attached()

    def test_looking_at_an_image_and_back(self):
        self.open("/images")
        tile = self.page.locator(".image-tile button").first
        self.tab_to(tile)
        self.press("Enter")
        expect(self.page.get_by_role("dialog")).to_contain_text("Similar images")
        self.press("Escape")
        expect(tile).to_be_focused()

    def test_administration_is_walked_through(self):
        self.open("/admin")
        self.tab_to(self.page.get_by_role("tab", name="Overview"))
        for name in ("Usage", "Jobs", "Users", "Workspaces", "API keys", "Audit log", "Data", "Settings"):
            self.press("ArrowRight")
            expect(self.page.get_by_role("tab", name=name)).to_be_focused()
            expect(self.page.locator(".skeleton")).to_have_count(0)
        self.open("/admin/data")
        self.tab_to(self.button("Dry run"))
        self.press("Enter")
        expect(self.page.get_by_text("0 jobs ended before")).to_be_visible()


if __name__ == "__main__":
    unittest.main()
