"""Documents: adding, watching, finding, tagging, deleting."""
import json
import unittest
import zipfile

from browser import PATIENCE_MS, PHONE, BrowserTest, expect
from service import sample_pdf


def pdf(name, content):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


class Documents(BrowserTest):
    def add(self, *files, page=None):
        page = page or self.page
        page.get_by_role("button", name="Add documents").first.click()
        page.locator("input[data-files]").set_input_files(list(files))

    def test_an_upload_is_watched_until_it_can_be_read(self):
        self.sign_in()
        self.add(pdf("long.pdf", sample_pdf(120, "Watched")))
        expect(self.row("long")).to_be_visible()
        self.page.get_by_role("link", name="Activity").click()
        job = self.page.locator("[data-job]").filter(has_text="long")
        self.page.get_by_role("tab", name="Finished").click()
        expect(job).to_have_attribute("data-status", "completed", timeout=PATIENCE_MS)
        job.get_by_role("button", name="Details of long").click()
        expect(job.get_by_text("Reading pages")).to_be_visible()
        self.page.reload()
        expect(job).to_be_visible()
        job.get_by_role("link", name="long").click()
        expect(self.page.get_by_role("heading", name="long")).to_be_visible()
        expect(self.page.get_by_text("Watched: chapter 1").first).to_be_visible()

    def test_several_files_are_a_batch_and_what_is_there_already_is_recognised(self):
        self.sign_in()
        files = [pdf("first.pdf", sample_pdf(2, "First")), pdf("second.pdf", sample_pdf(3, "Second"))]
        self.add(*files)
        tray = self.page.get_by_role("region", name="Add documents")
        expect(tray.get_by_text("2 uploads finished")).to_be_visible(timeout=PATIENCE_MS)
        tray.get_by_role("button", name="Close").click()
        self.add(files[0])
        expect(tray.get_by_text("Already in the library")).to_be_visible(timeout=PATIENCE_MS)
        self.open("/activity?view=batches")
        batch = self.page.locator("[data-batch]").first
        expect(batch).to_contain_text("2 documents")
        expect(batch.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "100", timeout=PATIENCE_MS)
        with self.page.expect_download() as download:
            batch.get_by_role("button", name="Download the results").click()
            self.page.get_by_role("dialog").get_by_role("button", name="Download").click()
        self.assert_straight_to_disk(download.value)
        names, manifest = self.archive(download.value)
        self.assertEqual(names, {"markdown/first.md", "markdown/second.md", "json/first.json", "json/second.json", "manifest.json"})
        self.assertEqual((manifest["document_count"], manifest["failure_count"]), (2, 0))
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def archive(self, download):
        """Names of the files in a ZIP that was saved, and its manifest."""
        with zipfile.ZipFile(download.path()) as archive:
            self.assertIsNone(archive.testzip())
            return set(archive.namelist()), json.loads(archive.read("manifest.json"))

    def test_chosen_documents_are_saved_as_one_archive(self):
        for title in ("Marble", "Slate"):
            self.service.wait_until_read(self.service.upload(f"{title}.pdf", sample_pdf(1, title)))
        self.sign_in()
        for title in ("Marble", "Slate"):
            self.page.get_by_label(f"Select {title}").check()
        self.page.get_by_role("toolbar", name="Selected documents").get_by_role("button", name="Download").click()
        dialog = self.page.get_by_role("dialog")
        for name in ("Markdown", "JSON with places"):
            dialog.get_by_label(name).uncheck()
        expect(dialog.get_by_role("button", name="Download")).to_be_disabled()
        dialog.get_by_label("Plain text").check()
        dialog.get_by_label("Tables").select_option("xlsx")
        self.assert_accessible("archive")
        with self.page.expect_download() as download:
            dialog.get_by_role("button", name="Download").click()
        self.assertEqual(download.value.suggested_filename, "documents.zip")
        self.assert_straight_to_disk(download.value)
        self.assertEqual(self.archive(download.value)[0], {"text/Marble.txt", "text/Slate.txt", "manifest.json"})

    def test_all_of_a_long_list_are_chosen_and_ranges_of_it(self):
        for number in range(70):
            self.service.upload(f"Slab {number:03}.pdf", sample_pdf(1, f"Slab {number}", lines=1))
        self.sign_in(path="/library?search=Slab&sort=title&order=asc")
        bar = self.page.get_by_role("toolbar", name="Selected documents")
        self.page.get_by_label("Select Slab 002").check()
        self.page.get_by_label("Select Slab 005").click(modifiers=["Shift"])
        expect(bar).to_contain_text("4 selected")
        bar.get_by_role("button", name="Select all 70").click()
        expect(bar).to_contain_text("70 selected")
        bar.get_by_role("button", name="Add tags").click()
        self.page.get_by_role("dialog").get_by_label("Tags").fill("quay")
        self.page.keyboard.press("Enter")
        expect(bar).to_contain_text("70 selected")
        for _ in range(100):
            if self.service.call("GET", "/api/v1/documents?tags=quay")["total_count"] == 70:
                return
            self.page.wait_for_timeout(100)
        self.fail("not every document got the tag")

    def test_what_is_no_pdf_is_refused_and_said(self):
        self.sign_in()
        self.add({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"})
        expect(self.page.get_by_text("1 file is no PDF and was left out")).to_be_visible()
        self.expected_errors = ["the server responded with a status"]
        self.add(pdf("broken.pdf", b"this is not a PDF at all"))
        expect(self.page.locator(".tray .failed")).to_contain_text("broken.pdf", timeout=PATIENCE_MS)

    def test_files_dropped_anywhere_are_added(self):
        self.sign_in()
        content = list(sample_pdf(1, "Dropped"))
        transfer = self.page.evaluate_handle(
            "bytes => { const t = new DataTransfer(); t.items.add(new File([new Uint8Array(bytes)], 'dropped.pdf', {type: 'application/pdf'})); return t }", content)
        self.page.dispatch_event("main", "dragenter", {"dataTransfer": transfer})
        expect(self.page.get_by_text("Drop to add to the library")).to_be_visible()
        self.page.dispatch_event("main", "drop", {"dataTransfer": transfer})
        expect(self.row("dropped")).to_contain_text("Ready", timeout=PATIENCE_MS)

    def test_filters_tags_and_sorting_survive_a_reload(self):
        for title in ("Alabaster", "Basalt"):
            self.service.wait_until_read(self.service.upload(f"{title}.pdf", sample_pdf(1, title)))
        self.sign_in()
        self.row("Alabaster").get_by_role("button", name="Actions for Alabaster").click()
        self.page.get_by_role("menuitem", name="Edit tags").click()
        self.page.get_by_role("dialog").get_by_label("Tags").fill("stone, white")
        self.page.get_by_role("button", name="Save").click()
        self.row("Alabaster").get_by_role("link", name="white").click()
        expect(self.row("Alabaster")).to_be_visible()
        expect(self.row("Basalt")).to_have_count(0)
        self.page.reload()
        expect(self.row("Alabaster")).to_be_visible()
        expect(self.row("Basalt")).to_have_count(0)
        self.page.get_by_role("button", name="Clear filters").click()
        self.page.get_by_role("searchbox").fill("Basalt")
        expect(self.row("Alabaster")).to_have_count(0)
        expect(self.row("Basalt")).to_be_visible()

    def test_a_deletion_can_be_undone_until_it_is_done(self):
        for number in (1, 2):
            self.service.wait_until_read(self.service.upload(f"doomed-{number}.pdf", sample_pdf(1, f"Doomed {number}")))
        self.sign_in()
        for number in (1, 2):
            self.page.get_by_label(f"Select doomed-{number}").check()
        toolbar = self.page.get_by_role("toolbar", name="Selected documents")
        expect(toolbar).to_contain_text("2 selected")
        toolbar.get_by_role("button", name="Delete").click()
        expect(self.row("doomed-1")).to_have_count(0)
        self.page.get_by_role("button", name="Undo").click()
        expect(self.row("doomed-1")).to_be_visible()
        self.row("doomed-2").get_by_role("button", name="Actions for doomed-2").click()
        self.page.get_by_role("menuitem", name="Delete").click()
        expect(self.row("doomed-2")).to_have_count(0)
        expect(self.page.get_by_text("Document deleted")).to_have_count(0, timeout=15_000)
        self.page.reload()
        expect(self.row("doomed-1")).to_be_visible()
        expect(self.row("doomed-2")).to_have_count(0)

    def test_a_failed_document_says_why_and_can_be_tried_again(self):
        self.service.call("POST", "/api/v1/documents/process-url", {"url": "http://192.168.7.7/locked.pdf", "async_processing": True})
        self.sign_in()
        self.open("/activity?view=failed")
        job = self.page.locator("[data-job]").filter(has_text="locked")
        expect(job.locator(".job-error").first).to_contain_text("192.168.7.7")
        job.get_by_role("button", name="Try again").click()
        expect(job).to_have_attribute("data-status", "failed", timeout=PATIENCE_MS)

    def test_on_a_phone_a_document_is_added_and_read(self):
        context = self.new_context(PHONE)
        page = self.new_page(context)
        self.sign_in(page)
        self.add(pdf("pocket.pdf", sample_pdf(2, "Pocket")), page=page)
        expect(self.row("pocket", page)).to_contain_text("Ready", timeout=PATIENCE_MS)
        self.row("pocket", page).get_by_role("link", name="pocket").click()
        page.get_by_role("button", name="Text", exact=True).click()
        expect(page.get_by_text("Pocket: chapter 1").first).to_be_visible()
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name="Activity").click()
        expect(page.get_by_role("heading", name="Activity")).to_be_visible()
        context.close()


if __name__ == "__main__":
    unittest.main()
