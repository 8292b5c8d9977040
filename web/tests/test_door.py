"""Coming in: the first run, signing in and out, sessions that end or are renewed."""
import json
import unittest

from browser import EMAIL, PASSWORD, BrowserTest, expect

SESSION = "mivaa.session"


class FirstRun(BrowserTest):
    @classmethod
    def prepare(cls):
        pass

    def test_the_printed_link_makes_the_first_administrator(self):
        self.page.goto(self.service.link)
        self.assert_accessible("first run")
        self.page.get_by_label("Name", exact=True).fill("Ada Example")
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_label("Workspace").fill("Catalogues")
        self.page.get_by_role("button", name="Create account").click()
        expect(self.page.get_by_role("heading", name="Your library is empty")).to_be_visible()
        self.assertNotIn("kal_", self.page.url)
        self.assert_accessible("empty library")


class Sessions(BrowserTest):
    def session(self, page=None):
        return json.loads((page or self.page).evaluate(f"localStorage.getItem('{SESSION}')") or "null")

    def spoil_token(self):
        """As if the access token had expired: the service does not take it."""
        session = self.session()
        session["accessToken"] = session["accessToken"][:-6] + "AAAAAA"
        self.page.evaluate(f"text => localStorage.setItem('{SESSION}', text)", json.dumps(session))
        return session

    def test_a_wrong_password_is_said_and_nothing_is_lost(self):
        self.expected_errors = ["401", "WebSocket"]
        self.page.goto("/")
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_label("Password").fill("not it")
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("alert")).to_have_text("E-mail or password is wrong.")
        expect(self.page.get_by_label("E-mail")).to_have_value(EMAIL)

    def test_a_token_that_expires_in_mid_use_is_renewed_unseen(self):
        self.expected_errors = ["401", "WebSocket"]
        self.sign_in()
        before = self.spoil_token()
        self.page.reload()
        expect(self.page.get_by_role("heading", name="Library", exact=True)).to_be_visible()
        self.page.get_by_role("link", name="Administration").click()
        expect(self.page.get_by_role("heading", name="Health")).to_be_visible()
        after = self.session()
        self.assertNotEqual(after["refreshToken"], before["refreshToken"])
        self.assertNotEqual(after["accessToken"], before["accessToken"])

    def test_tabs_that_renew_at_the_same_time_do_not_end_the_session(self):
        self.expected_errors = ["401", "WebSocket"]
        self.sign_in()
        self.spoil_token()
        others = [self.new_page(self.context) for _ in range(3)]
        for page in others:
            page.goto("/activity", wait_until="commit")
        for page in others:
            expect(page.get_by_role("heading", name="Activity")).to_be_visible()
        self.page.get_by_role("link", name="Activity").click()
        expect(self.page.get_by_role("heading", name="Nothing is being processed")).to_be_visible()

    def test_a_session_ended_elsewhere_asks_to_sign_in_and_goes_on_where_it_was(self):
        self.expected_errors = ["401", "WebSocket"]
        self.sign_in()
        self.open("/admin/audit")
        self.service.sign_in()
        self.service.call("POST", "/api/v1/auth/logout-all")
        self.page.get_by_role("tab", name="Users").click()
        expect(self.page.get_by_role("button", name="Sign in")).to_be_visible(timeout=20_000)
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("tab", name="Users")).to_have_attribute("aria-selected", "true")

    def test_signing_out_in_one_tab_signs_out_the_others(self):
        self.sign_in()
        other = self.new_page(self.context)
        other.goto("/library")
        expect(other.get_by_role("heading", name="Library", exact=True)).to_be_visible()
        self.page.get_by_role("button", name="Your account and settings").click()
        self.page.get_by_role("menuitem", name="Sign out").click()
        for page in (self.page, other):
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        self.assertIsNone(self.session(other))

    def test_an_invited_person_joins_the_workspace(self):
        self.sign_in()
        self.open("/workspace")
        self.page.get_by_role("region", name="Invitations").get_by_label("E-mail").fill("grace@example.org")
        self.page.get_by_role("button", name="Invite").click()
        link = self.page.get_by_label("Invitation link").input_value()
        other = self.new_page(self.new_context({}))
        other.goto(link)
        other.get_by_label("Name", exact=True).fill("Grace")
        other.get_by_label("Password").fill("another long password")
        other.get_by_role("button", name="Join").click()
        expect(other.get_by_role("button", name="Switch workspace")).to_contain_text("Catalogues")
        # Editors see no administration.
        expect(other.get_by_role("link", name="Administration")).to_have_count(0)
        other.goto("/admin")
        expect(other.get_by_role("heading", name="You may not see this")).to_be_visible()
        other.context.close()

    def test_another_workspace_has_other_documents(self):
        self.sign_in()
        self.open("/workspace")
        self.page.get_by_role("region", name="New workspace").get_by_label("Name").fill("Reports")
        self.page.get_by_role("button", name="Create").click()
        expect(self.page.get_by_role("button", name="Switch workspace")).to_contain_text("Reports")
        self.page.get_by_role("button", name="Switch workspace").click()
        self.page.get_by_role("menuitemradio", name="Catalogues").click()
        expect(self.page.get_by_role("button", name="Switch workspace")).to_contain_text("Catalogues")


if __name__ == "__main__":
    unittest.main()
