"""What happens is shown as it happens, also when the connection is bad."""
import unittest

from browser import PATIENCE_MS, BrowserTest, expect
from service import sample_pdf


class Live(BrowserTest):
    def setUp(self):
        super().setUp()
        self.expected_errors = ["WebSocket", "ERR_FAILED", "Failed to load"]

    def indicator(self):
        return self.page.locator("[data-live]")

    def expect_mode(self, mode, timeout=20_000):
        expect(self.indicator()).to_have_attribute("data-live", mode, timeout=timeout)

    def add_and_see(self, title):
        document = self.service_upload(title)
        expect(self.row(title)).to_contain_text("Ready", timeout=PATIENCE_MS)
        return document

    def service_upload(self, title):
        self.service.sign_in()
        return self.service.upload(f"{title}.pdf", sample_pdf(3, title))

    def test_a_document_that_somebody_else_adds_appears_by_itself(self):
        self.sign_in()
        self.expect_mode("socket")
        self.add_and_see("elsewhere")

    def test_a_socket_that_is_cut_is_restored_and_nothing_is_missed(self):
        sockets = []

        def meet(route):
            sockets.append(route)
            route.connect_to_server()

        self.page.route_web_socket("**/ws*", meet)
        self.sign_in()
        self.expect_mode("socket")
        sockets[-1].close(code=1012)
        document = self.service_upload("meanwhile")
        self.service.wait_until_read(document)
        self.expect_mode("socket")
        self.assertGreater(len(sockets), 1)
        expect(self.row("meanwhile")).to_contain_text("Ready", timeout=PATIENCE_MS)
        self.add_and_see("afterwards")

    def test_without_sockets_events_are_fetched(self):
        self.page.route_web_socket("**/ws*", lambda route: route.close())
        self.sign_in()
        self.expect_mode("events")
        self.add_and_see("by-events")

    def test_without_sockets_and_events_the_service_is_asked_again_and_again(self):
        self.page.route_web_socket("**/ws*", lambda route: route.close())
        self.page.route("**/api/v1/events*", lambda route: route.abort())
        self.sign_in()
        self.expect_mode("polling")
        self.add_and_see("by-asking")


if __name__ == "__main__":
    unittest.main()
