#!/usr/bin/env python3
"""Sends generated requests to every route of `/openapi.json` and holds the answers against it (schemathesis): first without credentials,
then as an administrator, then as one who names records that are there: a document with a table and pictures, its job and its batch.

    schema.py [--examples 20] [--only REGEX] [--seed 1] [--binary PATH]

Ends with status 1 when an answer is a 5xx other than a documented 503, has a status that is not documented, or does not fit its schema.
"""
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".build-bench" / "schema"
UNLIMITED = {f"MIVAA_RATE_{name}": "0" for name in ("UPLOAD", "EXTRACT", "SEARCH", "READ", "WRITE", "ADMIN", "SIGN_IN")}
PASSWORD = "a long enough password"

# What these do ends the run itself: streams without end, and the caller's own sign-in, membership and password.
LEFT_OUT = (
    r"^/(api/v1/)?ws|/events|/auth/(logout|password|sessions|refresh|sign-out)|/auth/me$|/users/\{user_id\}|/members|/data/backup$"
    r"|/workspaces/\{workspace_id\}$|/mcp"
)
# All but these: a schema cannot say every rule, so what fits it may still be refused (pages that the document has not); and forms and
# addresses are read leniently (an empty date is none, one value is a list of one).
LEFT_OUT_CHECKS = "positive_data_acceptance,negative_data_rejection"


class Service:
    def __init__(self, binary, folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.log = Path(f"{folder}.log")
        self.process = subprocess.Popen(
            [binary, "serve", "--data", folder, "--port", "0"], stderr=self.log.open("wb"),
            env={**os.environ, **UNLIMITED, "MIVAA_LOG_LEVEL": "notice"})
        self.address = self.find(r'"address":"([^"]+)"').replace("\\/", "/")

    def find(self, pattern):
        for _ in range(2000):
            match = re.search(pattern, self.log.read_text(errors="replace"))
            if match:
                return match.group(1)
            if self.process.poll() is not None:
                sys.exit(f"the service did not start: {self.log.read_text()}")
            time.sleep(0.01)
        sys.exit("the service did not say that it is ready")

    def bootstrap(self):
        """A token of the first administrator."""
        body = {
            "token": self.find(r"welcome#(\S+)"), "email": "check@example.org", "password": PASSWORD, "workspace_name": "Check"}
        request = urllib.request.Request(
            f"{self.address}/api/v1/auth/bootstrap", json.dumps(body).encode(), {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["data"]["access_token"]

    def records(self, token):
        """Names of a document with a table, and of what came with it, once it has been read."""
        edge, pdf = "edge-of-a-part", (ROOT / "Tests" / "Fixtures" / "tagged-table.pdf").read_bytes()
        part = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="table.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        body = part.encode() + pdf + f"\r\n--{edge}--\r\n".encode()
        made = self.call("POST", "/api/v1/documents/process/batch", token, body, f"multipart/form-data; boundary={edge}")
        for _ in range(600):
            job = self.call("GET", f"/api/v1/jobs/{made['job_ids'][0]}", token)
            if job["status"] not in ("pending", "processing"):
                break
            time.sleep(0.1)
        names = {"document_id": made["results"][0]["document_id"], "job_id": made["job_ids"][0], "batch_id": made["batch_id"], "page": 1}
        tables = self.call("GET", f"/api/v1/documents/{names['document_id']}/tables", token)["tables"]
        return names | ({"table_id": tables[0]["table_id"]} if tables else {})

    def call(self, method, path, token, body=None, media_type="application/json"):
        request = urllib.request.Request(
            self.address + path, body, {"Authorization": f"Bearer {token}", "Content-Type": media_type}, method=method)
        return json.load(urllib.request.urlopen(request, timeout=60))["data"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def configuration(records):
    """The settings of schemathesis, with names for parameters of paths."""
    text = (ROOT / "Benchmarks" / "schemathesis.toml").read_text()
    lines = [f'"path.{name}" = {json.dumps(value)}' for name, value in records.items()]
    path = WORK / "schemathesis.toml"
    path.write_text("\n".join(["[parameters]", *lines, "", text]))
    return path


def check(name, address, arguments, args, records=None):
    """Whether nothing was found."""
    report = WORK / f"{name}.txt"
    settings = configuration(records or {})
    command = [
        Path(sys.executable).parent / "schemathesis", "--config-file", settings, "run", f"{address}/openapi.json", "--exclude-path-regex", LEFT_OUT,
        *(["--include-path-regex", args.only] if args.only else []),
        *(["--exclude-method", "DELETE"] if records else []),
        "--checks", "all", "--exclude-checks", LEFT_OUT_CHECKS, "--max-examples", str(args.examples), "--seed", str(args.seed), "--phases", "examples,coverage,fuzzing",
        "--max-response-time", "30", "--request-timeout", "60", "--continue-on-failure", "--no-color", *arguments]
    with report.open("wb") as output:
        status = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd=WORK).returncode
    text = report.read_text(errors="replace")
    summary = re.findall(r"^\s*(?:Test cases|Operations|Tested|Failures|✅|❌|Generated).*$", text, re.M)
    print(f"{name}: {'good' if status == 0 else 'FAILED'}; the whole report is in {report.relative_to(ROOT)}")
    for line in summary:
        print(f"  {line.strip()}")
    if status != 0:
        print(text[-6000:])
    return status == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--only", help="regular expression of the paths that are asked")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default=str(ROOT / ".build" / "release" / "mivaa"))
    args = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    service = Service(args.binary, WORK / "data")
    try:
        token = service.bootstrap()
        good = check("without credentials", service.address, [], args)
        good = check("as administrator", service.address, ["--header", f"Authorization: Bearer {token}"], args) and good
        good = check(
            "as administrator with records", service.address, ["--header", f"Authorization: Bearer {token}"], args, service.records(token)) and good
        if service.process.poll() is not None:
            sys.exit("the service ended")
    finally:
        service.stop()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
