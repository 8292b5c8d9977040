"""Correcting what was read: in the reader, over another processing, and in what is found."""
import unittest

from browser import PATIENCE_MS, PHONE, BrowserTest, expect
from service import fixture, has_ocr, sample_pdf, scanned_pdf


class Corrections(BrowserTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.count = 0
        cls.table = cls.service.upload("table.pdf", fixture("tagged-table.pdf"))
        cls.service.wait_until_read(cls.table)

    def setUp(self):
        super().setUp()
        # A document for each test: what one corrects, the next one does not see.
        type(self).count += 1
        self.document = self.service.upload(f"stone{self.count}.pdf", sample_pdf(2, f"Stone {self.count}"))
        self.service.wait_until_read(self.document)
        self.sign_in()
        self.open(f"/documents/{self.document}")

    def edit(self, words, page=None):
        """Opens the editor of the block that has the words."""
        block = (page or self.page).locator("[data-block]").filter(has_text=words).first
        block.hover()
        block.get_by_role("button", name="Correct:").click()
        return (page or self.page).get_by_role("form", name="Correct the text")

    def correct(self, words, wrong, right):
        editor = self.edit(words)
        field = editor.get_by_role("textbox")
        field.fill(field.input_value().replace(wrong, right))
        editor.get_by_role("button", name="Save").click()
        expect(editor).to_have_count(0)

    def prose(self):
        return self.page.locator(".prose")

    def test_a_line_is_corrected_marked_found_and_kept_over_reload_and_another_processing(self):
        self.correct("Line 2 of page 1", "Line 2 of page 1 tells about limestone", "Line 2 of page 1 tells about travertine")
        expect(self.prose()).to_contain_text("Line 2 of page 1 tells about travertine, granite")
        expect(self.page.locator(".corrected-mark")).to_contain_text("Corrected: Line 2 of page 1 tells about limestone, granite and oak.")
        self.page.reload()
        expect(self.prose()).to_contain_text("travertine")
        self.page.get_by_role("button", name=f"Actions for stone{self.count}").click()
        self.page.get_by_role("menuitem", name="Process again").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Start").click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        self.page.wait_for_timeout(500)
        self.service.wait_until_read(self.document)
        self.page.reload()
        self.page.get_by_role("tab", name="Details").click()
        expect(self.page.locator("dl.facts")).to_contain_text("2")
        self.assertEqual(self.service.call("GET", f"/api/v1/documents/{self.document}")["processing_metadata"]["revision"], 2)
        self.page.get_by_role("tab", name="Text").click()
        expect(self.prose()).to_contain_text("travertine", timeout=PATIENCE_MS)
        self.open("/search?q=travertine")
        expect(self.page.locator("main")).to_contain_text(f"stone{self.count}")

    def test_a_correction_is_listed_with_what_was_read_and_taken_back(self):
        self.correct("Line 3 of page 1", "Line 3", "Row 3")
        self.page.get_by_role("tab", name="Corrections").click()
        entry = self.page.locator(".corrections li")
        expect(entry).to_contain_text("Line 3 of page 1 tells about")
        expect(entry).to_contain_text("Row 3 of page 1 tells about")
        expect(entry).to_contain_text("You")
        entry.get_by_role("button", name="Page 1", exact=True).click()
        expect(self.page.locator(".sheet.current .place")).to_be_attached()
        entry.get_by_role("button", name="Take back").click()
        expect(self.page.get_by_text("Nothing has been corrected")).to_be_visible()
        self.page.get_by_role("tab", name="Text").click()
        expect(self.prose()).to_contain_text("Line 3 of page 1")

    def test_the_editor_undoes_what_was_corrected_and_says_what_was_read(self):
        self.correct("Line 3 of page 1", "Line 3", "Row 3")
        editor = self.edit("Row 3 of page 1")
        expect(editor.locator(".originals")).to_contain_text("Line 3 of page 1")
        editor.get_by_role("button", name="As it was read").click()
        expect(self.prose()).to_contain_text("Line 3 of page 1")
        expect(self.page.locator(".corrected-mark")).to_have_count(0)

    def test_the_level_of_a_heading_is_changed(self):
        editor = self.edit("chapter 1")
        level = editor.get_by_label("Heading level")
        before = level.input_value()
        level.select_option("4")
        editor.get_by_role("button", name="Save").click()
        expect(self.prose().get_by_role("heading", name=f"Stone {self.count}: chapter 1", level=5)).to_be_visible()
        self.assertNotEqual(before, "4")

    def test_a_cell_is_corrected_in_place_and_in_the_tables(self):
        self.open(f"/documents/{self.table}")
        block = self.page.locator("[data-block].table").first
        block.hover()
        block.get_by_role("button", name="Correct:").click()
        editor = self.page.get_by_role("form", name="Correct the text")
        cell = editor.get_by_role("textbox", name="Row 2, column 1", exact=True)
        cell.fill("Corrected cell")
        self.assert_accessible("editor of a table")
        editor.get_by_role("button", name="Save").click()
        expect(self.page.locator("[data-block].table").first).to_contain_text("Corrected cell")
        self.page.get_by_role("tab", name="Tables").click()
        expect(self.page.get_by_role("tabpanel")).to_contain_text("Corrected cell")
        csv = self.service.call("GET", f"/api/v1/documents/{self.table}/tables")
        self.assertIn("Corrected cell", str(csv))

    def test_what_somebody_else_corrected_meanwhile_is_not_overwritten_unseen(self):
        # The service's refusal is what the test is about.
        self.expected_errors.append("409")
        editor = self.edit("Line 1 of page 1")
        places = self.service.call("GET", f"/api/v1/documents/{self.document}/corrections/places?page=1")
        place = next(one for one in places["places"] if one["text"].startswith("Line 1 of page 1"))
        change = {name: place[name] for name in ("block_id", "subject", "line")} | {"seen_text": place["text"], "text": "Theirs stands here."}
        self.service.call("PUT", f"/api/v1/documents/{self.document}/corrections", {"revision": places["revision"], "changes": [change]})
        field = editor.get_by_role("textbox")
        field.fill(field.input_value().replace("Line 1", "Mine 1"))
        editor.get_by_role("button", name="Save").click()
        expect(editor.get_by_role("alert")).to_contain_text("Somebody else has changed this meanwhile")
        self.assert_accessible("conflict")
        editor.get_by_role("button", name="Show what stands there now").click()
        expect(field).to_have_value(self.starts_theirs)
        field.fill(field.input_value().replace("Theirs stands here.", "Both stand here."))
        editor.get_by_role("button", name="Save").click()
        expect(self.prose()).to_contain_text("Both stand here.")

    import re
    starts_theirs = re.compile("^Theirs stands here.")

    def test_the_keyboard_alone_corrects_a_line(self):
        button = self.page.locator("[data-block]").filter(has_text="Line 1 of page 1").get_by_role("button", name="Correct:")
        button.focus()
        self.page.keyboard.press("Enter")
        field = self.page.get_by_role("form", name="Correct the text").get_by_role("textbox")
        expect(field).to_be_focused()
        self.page.keyboard.press("Control+Home")
        self.page.keyboard.type("New: ")
        self.page.keyboard.press("Control+Enter")
        expect(self.prose()).to_contain_text("New: Line 1 of page 1")
        expect(self.page.locator("[data-block]").filter(has_text="New: Line 1").get_by_role("button", name="Correct:")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(field).to_be_focused()
        self.page.keyboard.press("Escape")
        expect(field).to_have_count(0)

    def test_a_correction_whose_page_is_not_read_any_more_is_listed_with_the_reason(self):
        self.open(f"/documents/{self.document}?page=2")
        self.correct("Line 2 of page 2", "Line 2", "Row 2")
        # The page that goes is not to be asked for.
        self.open("/library")
        self.service.call("POST", f"/api/v1/documents/{self.document}/reprocess", {"options": {"page_range": "1"}})
        self.service.wait_until_read(self.document)
        self.open(f"/documents/{self.document}")
        self.page.get_by_role("tab", name="Corrections").click()
        lost = self.page.get_by_role("region", name="1 correction without a place")
        expect(lost).to_contain_text("The page was not read.")
        expect(lost).to_contain_text("Row 2 of page 2")
        self.assert_accessible("corrections without a place")

    @unittest.skipUnless(has_ocr(), "the models for recognition are not installed")
    def test_a_line_of_a_scan_is_corrected_and_kept_when_another_model_reads_it(self):
        picture = self.service.bytes(f"/api/v1/documents/{self.document}/pages/1/image?width=1700&format=jpeg")
        scan = self.service.upload(f"scan{self.count}.pdf", scanned_pdf(picture, 1700))
        self.service.wait_until_read(scan)
        self.open(f"/documents/{scan}")
        expect(self.page.get_by_text("Text recognised from the picture")).to_be_visible()
        self.correct("Line 3 of page 1", "Line 3 of page 1 tells", "Row three of page one says")
        for options in ({"quality": "fast"}, {"perform_ocr": "always"}):
            self.service.call("POST", f"/api/v1/documents/{scan}/reprocess", {"options": options})
            self.service.wait_until_read(scan)
            self.page.reload()
            expect(self.prose()).to_contain_text("Row three of page one says about limestone", timeout=PATIENCE_MS)
        self.open("/search?q=%22row+three+of+page+one%22")
        expect(self.page.locator("main")).to_contain_text(f"scan{self.count}")

    def test_corrections_are_made_on_a_phone(self):
        context = self.new_context(PHONE)
        page = self.new_page(context)
        self.sign_in(page)
        page.goto(f"/documents/{self.document}")
        page.get_by_role("button", name="Text", exact=True).click()
        page.locator("[data-block]").filter(has_text="Line 1 of page 1").get_by_role("button", name="Correct:").click()
        editor = page.get_by_role("form", name="Correct the text")
        expect(editor).to_be_visible()
        self.assert_fits("editor", page)
        editor.get_by_role("textbox").fill("One line for all.")
        editor.get_by_role("button", name="Save").click()
        expect(page.locator(".prose")).to_contain_text("One line for all.")
        expect(page.locator(".prose")).not_to_contain_text("Line 2 of page 1")
        context.close()


if __name__ == "__main__":
    unittest.main()
