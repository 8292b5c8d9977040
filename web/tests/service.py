"""The real service for tests: the built binary on an empty folder and a free port, and PDFs to give it."""
import json
import os
import pathlib
import re
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "Tests/Fixtures"
BINARY = pathlib.Path(os.environ.get("MIVAA_BINARY", ROOT / ".build/debug/mivaa"))
EMAIL, PASSWORD = "ada@example.org", "correct horse battery staple"
START_SECONDS = 60
# Nobody types as fast as a test.
NO_LIMITS = {f"MIVAA_RATE_{name}": "0" for name in ("UPLOAD", "EXTRACT", "SEARCH", "READ", "WRITE", "ADMIN", "SIGN_IN")}


class Service:
    """A running service. `url` is where it is, `link` the address at which the first administrator is made."""

    def __init__(self, tls=False):
        """`tls`: with a certificate made for it; browsers take brotli only then."""
        self.folder = tempfile.TemporaryDirectory(prefix="mivaa-web-")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MIVAA_")}
        environment |= NO_LIMITS | {"MIVAA_DATA": self.folder.name + "/data", "MIVAA_PORT": os.environ.get("MIVAA_TEST_PORT", "0"), "MIVAA_LOG_FORMAT": "text"}
        if tls:
            environment |= self._certificate()
        self.log = open(self.folder.name + "/log", "w+")
        self.process = subprocess.Popen([BINARY, "serve"], env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        self.link = self._wait_for_link()
        self.url = self.link.split("/welcome")[0]
        self.token = None

    def _certificate(self):
        certificate, key = self.folder.name + "/certificate.pem", self.folder.name + "/key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        return {"MIVAA_TLS_CERTIFICATE": certificate, "MIVAA_TLS_KEY": key}

    def _wait_for_link(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            found = re.search(r"(https?://\S+/welcome#kal_\w+)", pathlib.Path(self.log.name).read_text())
            if found:
                return found.group(1)
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("the service did not start:\n" + pathlib.Path(self.log.name).read_text())

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        self.folder.cleanup()

    def make_administrator(self):
        body = {"token": self.link.split("#")[1], "email": EMAIL, "password": PASSWORD, "display_name": "Ada Example", "workspace_name": "Catalogues"}
        self.token = self.call("POST", "/api/v1/auth/bootstrap", body)["access_token"]

    def sign_in(self):
        self.token = self.call("POST", "/api/v1/auth/login", {"email": EMAIL, "password": PASSWORD})["access_token"]

    def call(self, method, path, body=None, data=None, headers=None):
        headers = dict(headers or {})
        if self.token:
            headers["authorization"] = "Bearer " + self.token
        if body is not None:
            data, headers["content-type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=60, context=ssl._create_unverified_context()) as answer:
            reply = json.loads(answer.read())
        return reply.get("data", reply)

    def upload(self, name, content):
        """The new document's name."""
        edge = "mivaa-test-edge"
        part = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
        option = f'\r\n--{edge}\r\nContent-Disposition: form-data; name="async_processing"\r\n\r\ntrue\r\n--{edge}--\r\n'
        data = part.encode() + content + option.encode()
        return self.call("POST", "/api/v1/documents/process", data=data, headers={"content-type": f"multipart/form-data; boundary={edge}"})["document_id"]

    def wait_until_read(self, document, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            status = self.call("GET", f"/api/v1/documents/{document}")["processing_metadata"]["status"]
            if status not in ("pending", "processing"):
                return status
            time.sleep(0.2)
        raise RuntimeError("the document was not read in time")


def fixture(name):
    return (FIXTURES / name).read_bytes()


def sample_pdf(pages, title="Sample", lines=4):
    """A PDF with headings and paragraphs; each number of pages or title gives another file."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for number in range(1, pages + 1):
        # Not at the same height on all pages, where it would be taken for a running head.
        top = 700 - 37 * (number % 7)
        text = f"BT /F1 20 Tf 72 {top} Td ({title}: chapter {number}) Tj ET "
        for line in range(lines):
            text += f"BT /F1 11 Tf 72 {top - 40 - 16 * line} Td (Line {line + 1} of page {number} tells about limestone, granite and oak.) Tj ET "
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {pages} >>"
    return whole_pdf(objects)


def whole_pdf(objects):
    """A file of numbered objects, the first its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()
