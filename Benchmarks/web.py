"""The web UI as people have it: first load on a throttled phone over TLS, long lists and documents, how soon events are on the screen.

Run by scripts/web-tests' Python against the built service:  make bench-web
"""
import json
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "web/tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from service import EMAIL, PASSWORD, Service, sample_pdf  # noqa: E402
import shutil  # noqa: E402

PHONE = {"viewport": {"width": 412, "height": 915}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2.6}
# Lighthouse's phone: a quarter of the processor, 1.6 Mb/s, 150 ms there and back.
THROTTLED = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWDOWN = 4
LIMITS = {"lcp_ms": 2000, "transfer_kb": 90, "cls": 0.05, "memory_mb": 200, "event_p95_ms": 200}
LOADS = 3
LONG_PAGES = 1000
LIBRARY_SIZE = 10_000

OBSERVE = """
window.seen = { lcp: 0, cls: 0 };
new PerformanceObserver(list => { for (const e of list.getEntries()) seen.lcp = e.startTime }).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value }).observe({ type: 'layout-shift', buffered: true });
"""


def sign_in(page):
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Library").wait_for()


def count(address, size, sizes):
    """The UI itself, headers included, and apart from it what it asked the service for."""
    sizes["data_kb" if "/api/" in address or "/ws" in address else "transfer_kb"] += size


def first_load(browser, service, state, path, ready):
    """Median of some loads with an empty cache."""
    rows = []
    for _ in range(LOADS):
        context = browser.new_context(base_url=service.url, ignore_https_errors=True, storage_state=state, **PHONE)
        page = context.new_page()
        page.add_init_script(OBSERVE)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", THROTTLED)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        addresses, sizes = {}, {"transfer_kb": 0, "data_kb": 0}
        session.on("Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]}))
        session.on("Network.loadingFinished", lambda event: count(addresses.get(event["requestId"], ""), event["encodedDataLength"], sizes))
        page.goto(path)
        page.locator(ready).first.wait_for()
        page.wait_for_timeout(1500)
        seen = page.evaluate("window.seen")
        rows.append({"lcp_ms": seen["lcp"], "cls": seen["cls"], **{name: bytes / 1000 for name, bytes in sizes.items()}})
        context.close()
    return {name: round(statistics.median(row[name] for row in rows), 3) for name in rows[0]}


def heap_mb(page):
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"] / 1e6


def frames(page, scroll):
    """Frames a second and the longest gap while `scroll` scrolls for two seconds."""
    return page.evaluate("""async scroll => {
        const step = new Function('n', scroll), times = [];
        const end = performance.now() + 2000;
        for (let n = 0; performance.now() < end; n++) { step(n); times.push(await new Promise(requestAnimationFrame)) }
        const gaps = times.slice(1).map((t, i) => t - times[i]);
        return { fps: Math.round(1000 * gaps.length / (times.at(-1) - times[0])), longest_gap_ms: Math.round(Math.max(...gaps)) }
    }""", scroll)


def long_list(browser, service, state):
    """A library of 10,000 documents: the listing is made up at the border of the page, everything behind it is real."""
    context = browser.new_context(base_url=service.url, ignore_https_errors=True, storage_state=state, viewport={"width": 1360, "height": 860}, bypass_csp=True)
    page = context.new_page()

    def listing(route):
        query = dict(pair.split("=") for pair in route.request.url.split("?")[1].split("&"))
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 60))
        documents = [{"document_id": f"doc_{n}", "title": f"Document {n}", "document_name": f"Document {n}", "filename": f"document-{n}.pdf", "status": "completed", "tags": [],
                      "page_count": 0, "file_size": 1000 + n, "failed_pages": 0, "word_count": 1, "content_preview": "", "has_embeddings": False, "created_at": "2026-01-01T00:00:00Z",
                      "updated_at": "2026-01-01T00:00:00Z", "upload_date": "2026-01-01T00:00:00Z"} for n in range(offset, min(LIBRARY_SIZE, offset + limit))]
        pagination = {"total": LIBRARY_SIZE, "limit": limit, "offset": offset, "has_more": True}
        route.fulfill(json={"success": True, "message": "", "data": {"documents": documents, "total_count": LIBRARY_SIZE, "page": 1, "page_size": limit, "pagination": pagination}})

    page.route("**/api/v1/documents?*", listing)
    page.goto("/library")
    page.locator("[data-document]").first.wait_for()
    result = frames(page, "window.scrollBy(0, 400)")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.get_by_text(f"Document {LIBRARY_SIZE - 1}").wait_for()
    result |= {"memory_mb": round(heap_mb(page), 1), "rows_in_page": page.locator("[data-document]").count()}
    context.close()
    return result


def long_document(browser, service, state, document):
    context = browser.new_context(base_url=service.url, ignore_https_errors=True, storage_state=state, viewport={"width": 1360, "height": 860}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"/documents/{document}")
    page.locator(".sheet img").first.wait_for()
    result = frames(page, "document.querySelector('.pages').scrollBy(0, 300)")
    for number in (250, 500, 750, LONG_PAGES):
        page.get_by_label("Page number").fill(str(number))
        page.get_by_label("Page number").press("Enter")
        page.locator(".prose").get_by_text(f"chapter {number}").first.wait_for()
    result |= {"memory_mb": round(heap_mb(page), 1), "sheets_in_page": page.locator(".sheet").count()}
    context.close()
    return result


def event_delay(browser, service, state):
    """From the moment of the service's event to the first frame after it was taken up."""
    context = browser.new_context(base_url=service.url, ignore_https_errors=True, storage_state=state, viewport={"width": 1360, "height": 860})
    page = context.new_page()
    page.add_init_script("""
        window.delays = [];
        const Native = WebSocket;
        window.WebSocket = class extends Native {
            set onmessage(handler) {
                super.onmessage = message => {
                    handler(message);
                    const event = JSON.parse(message.data);
                    if (event.id) requestAnimationFrame(() => setTimeout(() => delays.push(Date.now() - event.timestamp)));
                };
            }
        };
    """)
    page.goto("/activity")
    page.locator("[data-live=socket]").wait_for()
    for number in range(6):
        service.wait_until_read(service.upload(f"delay-{number}.pdf", sample_pdf(30, f"Delay {number} {time.time()}")))
    page.wait_for_timeout(500)
    delays = sorted(page.evaluate("window.delays"))
    context.close()
    return {"events": len(delays), "event_p50_ms": delays[len(delays) // 2], "event_p95_ms": delays[int(len(delays) * 0.95)]}


def main():
    service = Service(tls=True)
    try:
        service.make_administrator()
        document = service.upload("thousand.pdf", sample_pdf(LONG_PAGES, "Thousand"))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(base_url=service.url, ignore_https_errors=True)
            sign_in(context.new_page())
            state = context.storage_state()
            context.close()
            service.wait_until_read(document, 600)
            results = {
                "first load, sign-in": first_load(browser, service, None, "/", "h1"),
                "first load, library": first_load(browser, service, state, "/library", "[data-document]"),
                f"library of {LIBRARY_SIZE} documents": long_list(browser, service, state),
                f"document of {LONG_PAGES} pages": long_document(browser, service, state, document),
                "events": event_delay(browser, service, state),
            }
            browser.close()
    finally:
        service.stop()
    print(json.dumps(results, indent=2))
    missed = [f"{name}: {figure} is {value}, at most {LIMITS[figure]}" for name, row in results.items() for figure, value in row.items() if value > LIMITS.get(figure, float("inf"))]
    print("\n".join(missed) or "all figures within their limits")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
