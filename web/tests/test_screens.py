"""Every screen: accessible in both themes, fits a narrow phone, speaks two languages, and does its main task."""
import json
import pathlib
import subprocess
import tarfile
import tempfile
import unittest
import urllib.error

from browser import EMAIL, PASSWORD, PHONE, BrowserTest, expect
from service import ROOT, fixture, sample_pdf

SCREENS = [
    "/library", "/activity", "/activity?view=ended", "/activity?view=failed", "/activity?view=batches", "/images", "/search", "/search?q=oak", "/ask", "/compare", "/entities", "/entities?view=graph", "/account", "/workspace", "/admin",
    "/admin/usage", "/admin/jobs", "/admin/users", "/admin/workspaces", "/admin/keys", "/admin/audit", "/admin/data", "/admin/settings", "/nothing-here",
]


class Screens(BrowserTest):
    @classmethod
    def prepare(cls):
        super().prepare()
        cls.documents = [cls.service.upload("table.pdf", fixture("tagged-table.pdf")), cls.service.upload("picture.pdf", fixture("jpeg-image.pdf")), cls.service.upload("many.pdf", sample_pdf(5, "Many"))]
        # One that fails: nothing in private networks is fetched.
        cls.service.call("POST", "/api/v1/documents/process-url", {"url": "http://192.168.7.7/locked.pdf", "async_processing": True})
        for document in cls.documents:
            cls.service.wait_until_read(document)
        cls.service.call("POST", "/api/v1/admin/data/backup", {})
        cls.screens = [*SCREENS, f"/documents/{cls.documents[0]}", f"/documents/{cls.documents[2]}?page=2&find=oak"]

    def visit_all(self, page, look):
        for path in self.screens:
            page.goto(path)
            expect(page.locator("h1, h2").first).to_be_visible()
            expect(page.locator(".skeleton")).to_have_count(0)
            with self.subTest(path):
                look(path, page)

    def test_no_screen_has_a_violation_in_either_theme(self):
        for theme in ("light", "dark"):
            context = self.new_context({"viewport": {"width": 1360, "height": 860}}, color_scheme=theme, reduced_motion="reduce")
            page = self.new_page(context)
            page.goto("/")
            expect(page.get_by_label("E-mail")).to_be_visible()
            self.assert_accessible(f"sign in ({theme})", page)
            self.sign_in(page)
            self.visit_all(page, lambda path, page: self.assert_accessible(f"{path} ({theme})", page))
            context.close()

    def test_dialogs_and_menus_have_no_violation(self):
        self.sign_in()
        self.page.get_by_role("button", name="Add documents").first.click()
        self.page.get_by_text("Options", exact=True).click()
        self.assert_accessible("adding documents")
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        self.page.get_by_role("button", name="Your account and settings").click()
        self.assert_accessible("menu")
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("button", name="Your account and settings")).to_be_focused()
        self.open("/images")
        self.page.locator(".image-tile button").first.click()
        expect(self.page.get_by_role("dialog")).to_contain_text("Similar images")
        self.assert_accessible("image")

    def test_every_screen_fits_a_narrow_phone(self):
        for language in ("en", "el"):
            context = self.new_context(PHONE)
            page = self.new_page(context)
            self.sign_in(page)
            # Greek words are longer.
            page.evaluate(f"localStorage.setItem('mivaa.language', '{language}')")
            self.visit_all(page, self.assert_fits)
            context.close()

    def test_everything_is_said_in_greek_too(self):
        self.sign_in()
        self.page.get_by_role("button", name="Your account and settings").click()
        self.page.get_by_role("menuitemradio", name="Ελληνικά").click()
        expect(self.page.get_by_role("heading", name="Βιβλιοθήκη")).to_be_visible()
        self.page.reload()
        expect(self.page.get_by_role("heading", name="Βιβλιοθήκη")).to_be_visible()
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "el")

    def test_what_the_service_says_is_said_in_greek_too(self):
        self.expected_errors = ["404"]
        self.sign_in()
        self.page.evaluate("localStorage.setItem('mivaa.language', 'el')")
        self.open("/activity?view=failed")
        expect(self.page.locator(".job-error").first).to_contain_text("Το έγγραφο δεν μπόρεσε να ληφθεί: το 192.168.7.7 βρίσκεται σε μη δημόσια διεύθυνση (ιδιωτικό δίκτυο)")
        self.page.goto("/documents/doc_none")
        expect(self.page.get_by_role("alert")).to_contain_text("Δεν υπάρχει")

    def test_administrators_see_why_a_job_failed_and_what_it_was_about(self):
        self.sign_in()
        self.open("/admin/jobs")
        row = self.page.get_by_role("row").filter(has_text="Failed").first
        expect(row).to_contain_text("The document could not be downloaded: 192.168.7.7")
        row.get_by_role("link", name="Document").click()
        expect(self.page.get_by_role("heading", name="locked")).to_be_visible()

    def test_the_chosen_theme_stays(self):
        self.sign_in()
        self.page.get_by_role("button", name="Your account and settings").click()
        self.page.get_by_role("menuitemradio", name="Dark").click()
        self.page.reload()
        self.assertEqual(self.page.evaluate("document.documentElement.dataset.theme"), "dark")

    def test_the_library_is_used_with_the_keyboard_alone(self):
        self.sign_in()
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to the content")).to_be_focused()
        self.page.keyboard.press("Enter")
        self.page.get_by_label("Select many").focus()
        self.page.keyboard.press("Space")
        expect(self.page.get_by_role("toolbar", name="Selected documents")).to_contain_text("1 selected")
        self.page.get_by_role("button", name="Actions for many").focus()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("menuitem", name="Open")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", name="many", exact=True)).to_be_visible()

    def test_the_types_of_the_client_are_what_the_service_says(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "openapi.json")
            path.write_text(json.dumps(self.service.call("GET", "/openapi.json")))
            result = subprocess.run([ROOT / "web/tools/api-types", "--check", path], capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)


class Administration(BrowserTest):
    def setUp(self):
        super().setUp()
        self.sign_in()

    def test_the_queue_is_paused_and_resumed(self):
        self.open("/admin")
        self.page.get_by_role("button", name="Pause queue").click()
        expect(self.page.get_by_role("button", name="Resume queue")).to_be_visible()
        self.assertTrue(self.service.call("GET", "/api/v1/admin/queue")["is_paused"])
        self.page.get_by_role("button", name="Resume queue").click()
        expect(self.page.get_by_role("button", name="Pause queue")).to_be_visible()

    def test_a_key_is_made_used_and_revoked(self):
        self.open("/account")
        self.page.get_by_role("button", name="New key").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Name").fill("Nightly import")
        dialog.get_by_role("button", name="Create").click()
        key = dialog.get_by_label("API keys").input_value()
        self.assertTrue(key.startswith("kai_"))
        dialog.get_by_role("button", name="Done").click()
        token, self.service.token = self.service.token, None
        self.service.call("GET", "/api/v1/documents", headers={"x-api-key": key})
        self.service.token = token
        self.page.get_by_role("button", name="Revoke Nightly import").click()
        self.page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
        expect(self.page.get_by_text("Nightly import")).to_have_count(0)

    def test_the_audit_log_is_verified(self):
        self.open("/admin/audit")
        self.page.get_by_role("button", name="Verify").click()
        expect(self.page.get_by_text("entries are as they were written")).to_be_visible()

    def test_whoever_was_refused_stands_in_the_audit_log(self):
        key = self.service.call("POST", "/api/v1/api-keys", {"name": "Narrow", "scopes": ["search:read"]})
        token, self.service.token = self.service.token, None
        for _ in range(3):
            with self.assertRaises(urllib.error.HTTPError):
                self.service.call("GET", "/api/v1/documents", headers={"x-api-key": key["api_key"]})
        self.service.token = token
        self.open("/admin/audit")
        self.page.get_by_label("Outcome").select_option("denied")
        row = self.page.get_by_role("row").filter(has_text="access.refused").last
        expect(row).to_contain_text("GET /api/v1/documents")
        expect(row).to_contain_text("document:read")
        expect(row).to_contain_text("Denied")
        self.assert_accessible("refusals")

    def test_cleaning_up_is_tried_first(self):
        self.open("/admin/data")
        self.page.get_by_role("button", name="Dry run").click()
        expect(self.page.get_by_text("0 jobs ended before")).to_be_visible()
        expect(self.page.get_by_role("button", name="Delete them")).to_be_disabled()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Export", exact=True).click()
        self.assertTrue(download.value.suggested_filename.endswith(".csv"))


class Backups(BrowserTest):
    """On a service of their own: restoring ends every session."""

    def setUp(self):
        super().setUp()
        self.sign_in()

    def test_a_backup_is_made_verified_fetched_and_restored(self):
        self.service.wait_until_read(self.service.upload("kept.pdf", sample_pdf(1, "Kept")))
        self.open("/admin/data")
        self.page.get_by_role("button", name="Back up now").click()
        row = self.page.locator("[data-backup]").first
        expect(row).to_contain_text("1 document", timeout=30_000)
        expect(row).to_contain_text("SHA-256")
        expect(row).to_contain_text("Not verified")
        name = row.get_attribute("data-backup")
        row.get_by_role("button", name="Verify").click()
        expect(row).to_contain_text("Verified", timeout=30_000)

        self.expected_errors = ["the server responded with a status", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE"]
        dialog = self.page.get_by_role("dialog")
        row.get_by_role("button", name="Download").click()
        guesses = []
        self.page.on("request", lambda request: guesses.append(1) if request.url.endswith("/download") else None)
        dialog.get_by_label("Your password").fill("not the password")
        dialog.get_by_role("button", name="Download").click()
        expect(dialog).to_contain_text("That is not your password")
        self.assertEqual(len(guesses), 1, "a wrong password is sent once")
        dialog.get_by_label("Your password").fill(PASSWORD)
        with self.page.expect_download() as download:
            dialog.get_by_role("button", name="Download").click()
        self.assertEqual(download.value.suggested_filename, f"{name}.tar")
        self.assert_straight_to_disk(download.value)
        with tarfile.open(download.value.path()) as archive:
            self.assertIn("manifest.json", archive.getnames())

        self.service.wait_until_read(self.service.upload("later.pdf", sample_pdf(2, "Later")))
        row.get_by_role("button", name="Restore").click()
        restore = dialog.get_by_role("button", name="Restore")
        expect(dialog).to_contain_text("Everything in this installation is replaced")
        self.assert_accessible("restoring")
        dialog.get_by_label("Your password").fill(PASSWORD)
        expect(restore).to_be_disabled()
        dialog.get_by_label(f"Type {name}").fill("backup")
        expect(restore).to_be_disabled()
        dialog.get_by_label(f"Type {name}").fill(name)
        restore.click()
        expect(self.page.get_by_text("The backup is restored. Sign in again.")).to_be_visible(timeout=60_000)
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_text("was restored on")).to_be_visible()
        expect(self.page.get_by_text("Safety copy").first).to_be_visible()
        self.open("/library")
        expect(self.row("kept")).to_be_visible()
        expect(self.row("later")).to_have_count(0)


if __name__ == "__main__":
    unittest.main()
