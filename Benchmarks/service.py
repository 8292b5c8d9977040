#!/usr/bin/env python3
"""Measures the service over HTTP: the release binary on an empty data folder, real documents, and FastAPI beside it in the same run.

    service.py [--quality DIR] [--only start,reads,memory,simple,progress,batch,indexing] [--documents 10000]

Needs `wrk` (Debian) for latencies under load. Processor seconds are user + system of the server's process, from /proc.
"""
import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build" / "release" / "mivaa"
WORK = ROOT / ".build-bench" / "service"
# Of the service and the peer by turns, whose medians are reported.
ROUNDS = 5
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PASSWORD = "a long enough password"
UNLIMITED = {f"MIVAA_RATE_{name}": "0" for name in ("UPLOAD", "EXTRACT", "SEARCH", "READ", "WRITE", "ADMIN", "SIGN_IN")}


def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def resident_bytes(pid, key="VmRSS"):
    match = re.search(rf"{key}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(match.group(1)) * 1024


class Service:
    """A running mivaa with a signed-in administrator."""

    def __init__(self, folder, **settings):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        environment = {**os.environ, **UNLIMITED, "MIVAA_LOG_LEVEL": "notice", **settings}
        self.log = open(f"{folder}.log", "wb")
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", folder, "--port", "0"], stderr=self.log, env=environment)
        self.address = self.wait_until_ready()
        self.seconds_to_start = time.perf_counter() - begin
        self.token = None

    @property
    def pid(self):
        return self.process.pid

    def wait_until_ready(self):
        while self.process.poll() is None:
            for line in open(self.log.name, errors="replace"):
                if '"message":"ready"' in line:
                    return json.loads(line)["address"]
            time.sleep(0.005)
        sys.exit(f"the service did not start: {open(self.log.name).read()}")

    async def sign_in(self, session):
        link = None
        while link is None:
            link = re.search(r"welcome#(\S+)", open(self.log.name).read())
            await asyncio.sleep(0.05)
        body = {"token": link.group(1), "email": "bench@example.org", "password": PASSWORD, "workspace_name": "Bench"}
        async with session.post(f"{self.address}/api/v1/auth/bootstrap", json=body) as answer:
            data = (await answer.json())["data"]
        self.token, self.workspace = data["access_token"], data["workspace"]["workspace_id"]
        self.user = data["user"]["user_id"]

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


def wrk(url, token, seconds=4, connections=32):
    """Requests per second, and latencies in milliseconds."""
    text = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", f"Authorization: Bearer {token}", url],
        capture_output=True, text=True, check=True).stdout
    unit = {"us": 0.001, "ms": 1, "s": 1000}
    latency = {p: float(v) * unit[u] for p, v, u in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)}
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if bad:
        sys.exit(f"{url}: {bad.group(1)} answers were errors")
    count = int(re.search(r"(\d+) requests in", text).group(1))
    return count, count / seconds, latency["50"], latency["99"]


def per_cpu_second(url, token, pid):
    begin = processor_seconds(pid)
    count, rate, p50, p99 = wrk(url, token)
    return count / (processor_seconds(pid) - begin), rate, p50, p99


# MARK: what is measured

async def start(args):
    times = []
    for _ in range(5):
        service = Service(str(WORK / "start"))
        times.append(service.seconds_to_start)
        await asyncio.sleep(1)
        idle = resident_bytes(service.pid)
        service.stop()
    print(f"start on an empty folder to ready: median {statistics.median(times):.2f} s of 5 (limit 1 s)")
    print(f"idle memory: {idle / 1e6:.0f} MB (limit 120 MB)")


def seed(service, count):
    """Rows like those of processed documents; only lists and metadata are read from them."""
    database = sqlite3.connect(f"{service.folder}/mivaa.sqlite")
    names = [row[1] for row in database.execute("PRAGMA table_info(document)")]
    template = dict(zip(names, database.execute("SELECT * FROM document LIMIT 1").fetchone()))
    # SQLite numbers the rows itself.
    names = [name for name in names if name != "number"]
    rows = []
    for number in range(count):
        # Nothing to read, so that they are not indexed meanwhile.
        row = dict(template, published_revision=0, id=f"doc_seed{number:06}", title=f"Document {number}", filename=f"document-{number}.pdf",
                   sha256=f"{number:064x}", created_at=template["created_at"] - number * 1000)
        rows.append([row[name] for name in names])
    database.executemany(f"INSERT INTO document ({','.join(names)}) VALUES ({','.join('?' * len(names))})", rows)
    database.commit()


async def reads(args):
    service = Service(str(WORK / "reads"))
    async with aiohttp.ClientSession() as session:
        await service.sign_in(session)
        document, job = await upload_and_wait(service, session, simple_pdf(args))
    seed(service, args.documents)
    peer = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "service_peer:app", "--port", "18999", "--log-level", "error", "--no-access-log"],
        cwd=ROOT / "Benchmarks", env={**os.environ, "PEER_DATABASE": f"{service.folder}/mivaa.sqlite", "PEER_WORKSPACE": service.workspace,
                                             "PEER_KEY_FILE": f"{service.folder}/secrets/access-tokens"})
    await asyncio.sleep(4)
    print(f"reads at 32 connections, {args.documents} documents stored (limits: p99 20 ms, 3 x FastAPI per processor second)")
    paths = {
        "list": ("/api/v1/documents?limit=50", "/documents?limit=50"),
        "metadata": (f"/api/v1/documents/{document}/metadata", f"/documents/{document}/metadata"),
        "job": (f"/api/v1/documents/jobs/{job}", f"/jobs/{job}"),
    }
    for name, (ours, theirs) in paths.items():
        # By turns: what else the machine does changes from one second to the next.
        rounds = [
            (per_cpu_second(service.address + ours, service.token, service.pid),
             per_cpu_second("http://127.0.0.1:18999" + theirs, service.token, peer.pid))
            for _ in range(ROUNDS)]
        mine, other = ([statistics.median(values) for values in zip(*side)] for side in zip(*rounds))
        ratios = sorted(mine[0] / other[0] for mine, other in rounds)
        print(f"  {name:9} {mine[1]:7.0f}/s p50 {mine[2]:6.2f} p99 {mine[3]:6.2f} ms, {mine[0]:7.0f} per CPU s"
              f" | FastAPI {other[1]:6.0f}/s p99 {other[3]:6.1f} ms, {other[0]:6.0f} per CPU s"
              f" | ratio {statistics.median(ratios):.1f} ({ratios[0]:.1f} to {ratios[-1]:.1f})")
    peer.terminate()
    service.stop()


def simple_pdf(args, pages=5):
    """A digital document of five pages: the first pages of a text document of the corpus."""
    import pypdfium2
    target = WORK / f"simple-{pages}.pdf"
    if not target.exists():
        source = next(p for p in sorted(Path(args.quality, "markdown").rglob("*.pdf")) if len(pypdfium2.PdfDocument(p)) >= pages)
        new = pypdfium2.PdfDocument.new()
        new.import_pages(pypdfium2.PdfDocument(source), list(range(pages)))
        new.save(target)
    return target.read_bytes()


async def upload(service, session, data, name="simple.pdf", **fields):
    form = aiohttp.FormData()
    form.add_field("file", data, filename=name, content_type="application/pdf")
    for key, value in fields.items():
        form.add_field(key, value)
    async with session.post(f"{service.address}/api/v1/documents/process", data=form, headers=service.headers) as answer:
        body = await answer.json()
        if answer.status >= 400:
            sys.exit(f"upload: {answer.status} {body}")
        return body["data"]


async def upload_and_wait(service, session, data):
    reply = await upload(service, session, data)
    if reply["processing_status"] not in ("completed", "partial"):
        sys.exit(f"the document was not processed: {reply}")
    return reply["document_id"], reply["job_id"]


async def wait_until_indexed(service, session, document):
    """Until the models of search and of names, which are loaded when they are first needed, are in memory."""
    while True:
        async with session.get(f"{service.address}/api/v1/documents/{document}", headers=service.headers) as answer:
            if (await answer.json())["data"]["extraction_results"]["embeddings_generated"]:
                break
        await asyncio.sleep(0.2)
    await asyncio.sleep(5)


async def memory(args):
    service = Service(str(WORK / "upload"), MIVAA_MAX_FILE_MB="200")
    large = simple_pdf(args) + b"\n%" + os.urandom(100 << 20).replace(b"\n", b" ")
    async with aiohttp.ClientSession() as session:
        await service.sign_in(session)
        document, _ = await upload_and_wait(service, session, simple_pdf(args))
        await wait_until_indexed(service, session, document)
        before, peak = resident_bytes(service.pid), [0]

        async def watch():
            while True:
                peak[0] = max(peak[0], resident_bytes(service.pid))
                await asyncio.sleep(0.02)

        watcher = asyncio.create_task(watch())
        form_bytes = [large + str(number).encode() for number in range(8)]
        begin = time.perf_counter()
        await asyncio.gather(*(upload(service, session, data, async_processing="true") for data in form_bytes))
        seconds = time.perf_counter() - begin
        watcher.cancel()
    print(f"upload of 100 MB, 8 at once: resident memory grew by {(peak[0] - before) / 1e6:.0f} MB (limit 40 MB), {seconds:.1f} s")
    service.stop()


async def simple(args):
    service = Service(str(WORK / "simple"), MIVAA_DUPLICATES="store")
    data, times = simple_pdf(args), []
    async with aiohttp.ClientSession() as session:
        await service.sign_in(session)
        for round in range(45):
            begin = time.perf_counter()
            await upload_and_wait(service, session, data)
            if round >= 5:
                times.append(time.perf_counter() - begin)
    times.sort()
    print(f"5 digital pages, upload to completed, warm: p50 {times[len(times) // 2]:.2f} s, p95 {times[int(len(times) * .95)]:.2f} s of {len(times)} (limit 1 s)")
    service.stop()


async def batch(args):
    import random
    files = [p for p in sorted(Path(args.quality).rglob("*.pdf")) if p.stat().st_size < 20 << 20]
    random.Random(7).shuffle(files)
    files = files[: args.batch]
    service = Service(str(WORK / "batch"), MIVAA_DUPLICATES="store")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3600)) as session:
        await service.sign_in(session)
        form = aiohttp.FormData()
        for path in files:
            form.add_field("files", path.read_bytes(), filename=path.name, content_type="application/pdf")
        begin = time.perf_counter()
        async with session.post(f"{service.address}/api/v1/documents/process/batch", data=form, headers=service.headers) as answer:
            reply = (await answer.json())["data"]
        accepted = time.perf_counter() - begin
        latencies, url = [], f"{service.address}/api/v1/batches/{reply['batch_id']}"
        while True:
            called = time.perf_counter()
            async with session.get(url, headers=service.headers) as answer:
                state = (await answer.json())["data"]
            latencies.append(time.perf_counter() - called)
            if state["batch_status"] not in ("queued", "processing"):
                break
            await asyncio.sleep(0.1)
        seconds = time.perf_counter() - begin
        steps, pages = {}, 0
        for offset in range(0, len(files), 100):
            async with session.get(f"{url}/jobs?limit=100&offset={offset}", headers=service.headers) as answer:
                for job in (await answer.json())["data"]["jobs"]:
                    pages += job["progress"]["page_count"]
                    for step in job["processing_steps"]:
                        if step.get("duration") is not None:
                            steps.setdefault(step["step"], []).append(step["duration"])
    rejected = sum(item["status"] == "rejected" for item in reply["results"])
    print(f"batch of {len(files)} documents, {rejected} rejected: accepted in {accepted:.1f} s, done in {seconds:.1f} s: {state['progress']}")
    print(f"  {len(files) / seconds:.1f} documents/s, {pages / seconds:.1f} pages/s")
    for name, values in steps.items():
        values.sort()
        print(f"  {name:10} p50 {values[len(values) // 2]:6.2f} s p95 {values[int(len(values) * .95)]:6.2f} s of {len(values)}")
    latencies.sort()
    print(f"  API meanwhile: p50 {latencies[len(latencies) // 2] * 1000:.1f} ms, p99 {latencies[int(len(latencies) * .99)] * 1000:.1f} ms of {len(latencies)} (limit 100 ms)")
    service.stop()


async def indexing(args):
    """Chunks of real documents, cut by the service, embedded and indexed by one process on one core."""
    service, lines = Service(str(WORK / "indexing")), []
    async with aiohttp.ClientSession() as session:
        await service.sign_in(session)
        for name in ("debdocs-debian-faq.en", "debdocs-install-guide.en", "tagged-Gobi_Desert", "tagged-employee_handbook"):
            document, _ = await upload_and_wait(service, session, (Path(args.quality) / f"markdown/pdf/{name}.pdf").read_bytes())
            url = f"{service.address}/api/v1/documents/{document}/content?format=chunks"
            async with session.get(url, headers=service.headers) as answer:
                data = (await answer.json())["data"]
            lines += [" ".join(chunk["content"].split()) for chunk in data["chunks"]]
    service.stop()
    with tempfile.TemporaryDirectory() as folder:
        command = ["taskset", "-c", "0", BINARY, "infer", "index", "--folder", folder]
        report = json.loads(subprocess.run(command, input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout)
    rate = report["chunks"] / report["indexingSeconds"]
    print(f"indexing with int8 MiniLM: {len(lines)} chunks of {sum(map(len, lines)) / len(lines):.0f} characters, {rate:.0f} a processor second (limit 100)")


async def progress(args):
    """From the service's own time on the event to its arrival, over a WebSocket on this machine."""
    import websockets
    service = Service(str(WORK / "progress"), MIVAA_DUPLICATES="store")
    delays = []
    async with aiohttp.ClientSession() as session:
        await service.sign_in(session)
        url = service.address.replace("http", "ws") + "/ws"
        async with websockets.connect(url, additional_headers=service.headers) as socket:
            async def listen():
                async for text in socket:
                    message = json.loads(text)
                    if message["type"] in ("status_update", "progress_update"):
                        delays.append(time.time() * 1000 - message["timestamp"])
            listener = asyncio.create_task(listen())
            for _ in range(20):
                await upload_and_wait(service, session, simple_pdf(args))
            listener.cancel()
    delays.sort()
    print(f"progress from the service to a client: p50 {delays[len(delays) // 2]:.0f} ms, p95 {delays[int(len(delays) * .95)]:.0f} ms of {len(delays)} events (limit 100 ms)")
    service.stop()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quality", default=ROOT.parent / "shared" / "quality" / "dev")
    parser.add_argument("--only", default="start,reads,memory,simple,progress,batch,indexing")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=300)
    args = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    for name in args.only.split(","):
        await globals()[name](args)


if __name__ == "__main__":
    asyncio.run(main())
