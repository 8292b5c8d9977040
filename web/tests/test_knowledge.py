"""Searching, asking, comparing, entities: from a question to the place on the page."""
import unittest

from browser import PATIENCE_MS, PHONE, BrowserTest, expect
from service import fixture, sample_pdf


class Knowledge(BrowserTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.stone = cls.service.upload("stone.pdf", sample_pdf(3, "Stone"))
        cls.marble = cls.service.upload("marble.pdf", sample_pdf(4, "Marble", lines=5))
        cls.picture = cls.service.upload("picture.pdf", fixture("jpeg-image.pdf"))
        for document in (cls.stone, cls.marble, cls.picture):
            cls.service.wait_until_read(document)

    def setUp(self):
        super().setUp()
        self.sign_in()

    def search(self, words):
        self.open("/search")
        box = self.page.get_by_role("combobox", name="Words to search for")
        # What was just read may still be on its way into the index.
        for _ in range(30):
            box.fill(words)
            box.press("Enter")
            expect(self.page.locator(".results")).to_be_visible(timeout=PATIENCE_MS)
            if self.page.locator("[data-hit]").count():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.fail("nothing was found")

    def test_a_hit_opens_the_page_with_its_place_lit(self):
        self.search("limestone granite")
        expect(self.page.locator(".hit mark").first).to_be_visible()
        self.assert_accessible("results")
        self.page.locator("[data-hit] h2 a").first.click()
        expect(self.page.locator("[data-place]").first).to_be_visible()

    def test_filters_narrow_and_stay_in_the_address(self):
        self.search("limestone")
        facet = self.page.get_by_label("Filters").get_by_role("button").filter(has_text="marble").first
        facet.click()
        expect(facet).to_have_attribute("aria-pressed", "true")
        self.page.reload()
        expect(self.page.locator("[data-hit] h2").first).to_have_text("marble")
        expect(self.page.locator("[data-hit] h2").filter(has_text="stone")).to_have_count(0)

    def test_searches_are_suggested_remembered_and_kept(self):
        self.search("granite")
        self.page.get_by_role("button", name="Save search").click()
        self.page.get_by_role("dialog").get_by_label("Name").fill("All granite")
        self.page.get_by_role("dialog").get_by_role("button", name="Save").click()
        self.open("/search")
        expect(self.page.get_by_role("region", name="Saved searches").get_by_role("link", name="All granite")).to_be_visible()
        expect(self.page.get_by_role("region", name="Recent searches").get_by_role("link", name="granite").first).to_be_visible()
        self.assert_accessible("search")
        self.page.get_by_role("combobox").fill("lime")
        expect(self.page.get_by_role("option").first).to_contain_text("lime")
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("[data-hit]").first).to_be_visible()

    def test_images_are_found_by_a_picture(self):
        self.open("/search")
        image = self.service.call("GET", "/api/v1/images")["images"][0]
        with self.page.expect_response("**/thumbnails/**") as answer:
            self.page.evaluate("path => fetch(path, { headers: { authorization: 'Bearer ' + JSON.parse(localStorage['mivaa.session']).accessToken } })", image["thumbnail_urls"]["large"])
        self.page.get_by_label("Search with a picture").last.set_input_files({"name": "mine.jpg", "mimeType": "image/jpeg", "buffer": answer.value.body()})
        expect(self.page.get_by_role("list", name="Images").get_by_role("link").first).to_be_visible(timeout=PATIENCE_MS)

    def test_an_answer_is_streamed_and_shows_its_places(self):
        self.search("limestone")
        self.open("/ask")
        self.assert_accessible("ask")
        self.page.get_by_label("Question").fill("What does page 2 tell about?")
        self.page.get_by_role("button", name="Ask", exact=True).click()
        expect(self.page.locator(".answer")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".answer-facts")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.get_by_text("Quotes only")).to_be_visible()
        self.assert_accessible("answer")
        self.page.reload()
        expect(self.page.locator(".question")).to_have_text("What does page 2 tell about?")
        self.page.locator(".citations a").first.click()
        expect(self.page.locator("[data-place]").first).to_be_visible()

    def test_two_documents_are_compared(self):
        self.open(f"/compare?a={self.stone}&b={self.marble}")
        expect(self.page.get_by_role("list", name="Differences").get_by_role("button").first).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".page-view .place").first).to_be_attached()
        self.assert_accessible("comparison")
        self.page.get_by_role("tab", name="Sections").click()
        expect(self.page.get_by_text("Stone: chapter 1").first).to_be_visible()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Markdown").click()
        self.assertEqual(download.value.suggested_filename, "comparison.md")

    def test_entities_are_listed_drawn_and_shown_where_they_stand(self):
        for path in ("/entities", "/entities?view=graph"):
            self.open(path)
            expect(self.page.locator(".skeleton")).to_have_count(0)
            self.assert_accessible(path)

    def test_all_of_it_fits_a_phone(self):
        context = self.new_context(PHONE)
        page = self.new_page(context)
        self.sign_in(page)
        for path in ("/search", "/search?q=limestone", "/ask", f"/compare?a={self.stone}&b={self.marble}", "/entities", "/entities?view=graph"):
            self.open(path, page)
            expect(page.locator(".skeleton")).to_have_count(0)
            with self.subTest(path):
                self.assert_fits(path, page)
        context.close()


if __name__ == "__main__":
    unittest.main()
