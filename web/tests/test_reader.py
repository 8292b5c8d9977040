"""Reading a document: pages beside their text, and the way between them."""
import pathlib
import unittest

from browser import PHONE, BrowserTest, expect
from service import fixture, sample_pdf


class Reader(BrowserTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.table = cls.service.upload("table.pdf", fixture("tagged-table.pdf"))
        cls.long = cls.service.upload("long.pdf", sample_pdf(60, "Long"))
        cls.picture = cls.service.upload("picture.pdf", fixture("jpeg-image.pdf"))
        for document in (cls.table, cls.long, cls.picture):
            cls.service.wait_until_read(document)

    def setUp(self):
        super().setUp()
        self.sign_in()

    def read(self, document, query=""):
        self.open(f"/documents/{document}{query}")

    def test_pointing_at_text_lights_its_place_on_the_page_and_the_other_way_round(self):
        self.read(self.long)
        block = self.page.locator("[data-block]").first
        block.hover()
        number = block.get_attribute("data-block")
        rectangle = self.page.locator(f".sheet.current [data-rectangle='{number}']").first
        expect(rectangle).to_have_class(self.lit)
        other = self.page.locator(".sheet.current [data-rectangle]").nth(1)
        other.hover()
        expect(self.page.locator(f"[data-block='{other.get_attribute('data-rectangle')}']")).to_have_class(self.lit)
        expect(block).not_to_have_class(self.lit)

    import re
    lit = re.compile(r"\blit\b")

    def test_the_picture_of_the_page_is_shown(self):
        self.read(self.long)
        picture = self.page.get_by_role("img", name="Picture of page 1", exact=True)
        expect(picture).to_be_visible()
        self.assertGreater(picture.evaluate("image => image.naturalWidth"), 400)

    def test_pages_that_are_gone_after_another_processing_are_asked_for_no_more(self):
        document = self.service.upload("shrinking.pdf", sample_pdf(6, "Shrinking"))
        self.service.wait_until_read(document)
        self.read(document, "?page=6")
        expect(self.page.locator(".prose")).to_contain_text("Shrinking: chapter 6")
        asked = []
        self.page.on("response", lambda response: asked.append(f"{response.status} {response.url}") if "/pages/" in response.url else None)
        self.service.call("POST", f"/api/v1/documents/{document}/reprocess", {"options": {"page_range": "2-3"}})
        expect(self.page.locator(".prose")).to_contain_text("Shrinking: chapter 3", timeout=60_000)
        expect(self.page.locator(".sheet")).to_have_count(2)
        self.page.get_by_label("Page number").fill("1")
        self.page.get_by_label("Page number").press("Enter")
        self.page.wait_for_timeout(500)
        self.assertEqual([one for one in asked if not one.startswith(("200", "304"))], [])

    def test_outline_keys_and_numbers_lead_to_pages(self):
        self.read(self.long)
        self.page.get_by_role("navigation", name="Outline").get_by_role("button", name="Long: chapter 7 7").click()
        expect(self.page.get_by_text("Page 7 of 60")).to_be_visible()
        self.page.get_by_role("heading", name="long", exact=True).click()
        self.page.keyboard.press("ArrowRight")
        expect(self.page.get_by_text("Page 8 of 60")).to_be_visible()
        self.page.keyboard.press("End")
        expect(self.page.get_by_text("Page 60 of 60")).to_be_visible()
        number = self.page.get_by_label("Page number")
        number.fill("30")
        number.press("Enter")
        expect(self.page.locator(".prose")).to_contain_text("Long: chapter 30")
        self.page.reload()
        expect(self.page.locator(".prose")).to_contain_text("Long: chapter 30")

    def test_scrolling_the_pages_turns_the_text(self):
        self.read(self.long)
        expect(self.page.get_by_text("Page 1 of 60")).to_be_visible()
        self.page.wait_for_timeout(300)
        self.page.locator(".pages").hover()
        self.page.mouse.wheel(0, 5000)
        expect(self.page.get_by_text("Page 1 of 60")).to_have_count(0)
        # Only pages near what is seen are there.
        self.assertLess(self.page.locator(".sheet").count(), 12)

    def test_words_are_found_and_marked_on_page_and_in_text(self):
        self.read(self.long)
        self.page.keyboard.press("/")
        self.page.get_by_role("searchbox", name="Find in document").fill("page 41 tells")
        expect(self.page.get_by_role("status").filter(has_text="4 matches")).to_be_visible()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_text("Page 41 of 60")).to_be_visible()
        expect(self.page.locator(".prose mark").first).to_have_text("page 41 tells")
        expect(self.page.locator(".sheet.current .hit").first).to_be_attached()

    def test_zooming_keeps_the_page(self):
        self.read(self.long, "?page=20")
        expect(self.page.get_by_text("Page 20 of 60")).to_be_visible()
        before = self.page.locator(".sheet.current").bounding_box()["width"]
        self.page.get_by_role("button", name="Larger").click()
        self.page.wait_for_timeout(400)
        self.assertGreater(self.page.locator(".sheet.current").bounding_box()["width"], before * 1.15)
        expect(self.page.get_by_text("Page 20 of 60")).to_be_visible()

    def test_tables_are_copied_and_saved(self):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.read(self.table)
        self.page.get_by_role("tab", name="Tables").click()
        self.page.get_by_role("button", name="Copy").first.click()
        self.assertIn("\t", self.page.evaluate("navigator.clipboard.readText()"))
        for name, ending in (("CSV", ".csv"), ("XLSX", ".xlsx")):
            with self.page.expect_download() as download:
                self.page.get_by_role("button", name=name, exact=True).first.click()
            self.assertTrue(download.value.suggested_filename.endswith(ending))

    def test_images_of_the_document_are_shown(self):
        self.read(self.picture)
        self.page.get_by_role("tab", name="Images").click()
        image = self.page.locator(".tiles img").first
        expect(image).to_be_visible()
        self.assertGreater(image.evaluate("image => image.naturalWidth"), 50)

    def test_title_and_tags_are_changed(self):
        self.read(self.picture)
        self.page.get_by_role("tab", name="Details").click()
        panel = self.page.get_by_role("tabpanel")
        panel.get_by_label("Title").fill("A picture")
        panel.get_by_role("button", name="Save").click()
        expect(self.page.get_by_role("heading", name="A picture")).to_be_visible()
        self.page.get_by_role("button", name="Analyse the text").click()
        expect(self.page.get_by_role("region", name="Analysis of the text")).to_be_visible(timeout=30_000)

    def test_the_original_and_exports_are_saved(self):
        self.read(self.long)
        for item, name in (("Download original", "long.pdf"), ("Download as Markdown", "long.md")):
            self.page.get_by_role("button", name="Actions for long").click()
            with self.page.expect_download() as download:
                self.page.get_by_role("menuitem", name=item).click()
            self.assertEqual(download.value.suggested_filename, name)
            if name.endswith(".pdf"):
                self.assert_straight_to_disk(download.value)
                self.assertEqual(pathlib.Path(download.value.path()).read_bytes(), sample_pdf(60, "Long"))

    def test_on_a_phone_page_and_text_take_turns(self):
        context = self.new_context(PHONE)
        page = self.new_page(context)
        self.sign_in(page)
        page.goto(f"/documents/{self.long}")
        expect(page.get_by_role("img", name="Picture of page 1", exact=True)).to_be_visible()
        expect(page.locator(".prose")).to_be_hidden()
        page.get_by_role("button", name="Text", exact=True).click()
        expect(page.locator(".prose")).to_contain_text("Long: chapter 1")
        self.assert_fits("reader", page)
        context.close()


if __name__ == "__main__":
    unittest.main()
