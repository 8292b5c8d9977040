#!/usr/bin/env python3
"""Holds the MCP server against the reference client (PyPI package mcp), over HTTP and over standard streams.

    test.py MIVAA

Starts `MIVAA serve` on an empty folder, stores a document of two pages, and talks to /mcp, then to `MIVAA mcp` on the same folder.
"""
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

PAGES = ["The P-200 is a pump for water works. It weighs 31 kg.", "The warranty of the pump lasts 24 months from delivery."]
QUESTION = "How long does the warranty of the pump last?"


def pdf():
    """A document with a line of text on each page."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(PAGES)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(PAGES)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(PAGES):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects):
        offsets.append(len(body))
        body += f"{number + 1} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return body + end.encode() + f"startxref\n{len(body)}\n%%EOF\n".encode()


def check(condition, text):
    if not condition:
        raise SystemExit(f"FAILED: {text}")
    print(f"ok: {text}")


class Service:
    def __init__(self, binary, data):
        self.log = Path(f"{data}.log")
        environment = {**os.environ, "MIVAA_RATE_SEARCH": "0"}
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--port", "0"], stderr=self.log.open("wb"), env=environment)
        self.token = None
        self.address = self.wait(r'"address":"([^"]+)"').replace("\\/", "/")
        body = {"token": self.wait(r"welcome#(\S+)"), "email": "a@example.org", "password": "a long enough password", "workspace_name": "First"}
        self.token = self.post("/api/v1/auth/bootstrap", json.dumps(body).encode(), "application/json")["data"]["access_token"]

    def wait(self, pattern):
        for _ in range(1200):
            found = re.search(pattern, self.log.read_text())
            if found:
                return found.group(1)
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"FAILED: the service did not start: {self.log.read_text()}")

    def post(self, path, data, kind):
        headers = {"Content-Type": kind, **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers), timeout=300) as answer:
            return json.load(answer)

    def store(self, name, data):
        mark = "----mcp"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
        form = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        return self.post("/api/v1/documents/process", form, f"multipart/form-data; boundary={mark}")["data"]["document_id"]

    def stop(self):
        self.process.terminate()
        self.process.wait()


async def talk(server):
    async with Client(server) as client:
        check(client.server_info.name == "mivaa", f"protocol {client.protocol_version} is spoken with version {client.server_info.version}")
        await client.send_ping()
        tools = (await client.list_tools()).tools
        check({tool.name for tool in tools} == {"search", "ask", "read_page", "list_documents"}, "four tools are listed")
        documents = await client.call_tool("list_documents", {})
        listed = documents.structured_content["documents"]
        check(not documents.is_error and len(listed) == 1, "the document is listed")
        found = await client.call_tool("search", {"query": "warranty pump", "limit": 3})
        check(not found.is_error and found.structured_content["passages"], "a search finds passages")
        answer = await client.call_tool("ask", {"question": QUESTION})
        content = answer.structured_content
        check(content["is_answered"] and "24 months" in content["answer"], f"the question is answered, {content['model']}")
        citation = content["sentences"][0]["citations"][0]
        check(citation["page_number"] == 2 and citation["regions"], "the answer cites page 2 with a rectangle")
        page = await client.call_tool("read_page", {"document_id": citation["document_id"], "page": 2})
        check(citation["quote"] in page.structured_content["markdown"], "the page that is cited holds the quote")
        wrong = await client.call_tool("search", {"query": "a", "limit": 1000})
        check(wrong.is_error, "arguments beyond their limits are refused in words")
        answers = await asyncio.gather(*[client.call_tool("search", {"query": "pump"}) for _ in range(20)])
        check(not any(answer.is_error for answer in answers), "twenty calls at once are answered")


async def over_http(service):
    async with create_mcp_http_client(headers={"Authorization": f"Bearer {service.token}"}) as http:
        await talk(streamable_http_client(f"{service.address}/mcp", http_client=http))


def main():
    binary = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        service = Service(binary, data)
        try:
            service.store("pump.pdf", pdf())
            print("over HTTP")
            asyncio.run(over_http(service))
        finally:
            service.stop()
        print("over standard streams")
        asyncio.run(talk(stdio_client(StdioServerParameters(command=binary, args=["mcp", "--data", data], env=dict(os.environ)))))


main()
