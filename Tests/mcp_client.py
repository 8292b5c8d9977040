#!/usr/bin/env python3
"""Holds the MCP server against the reference client (PyPI package mcp), over stdio and over HTTP.

usage: mcp_client.py stdio MIVAA DATA_FOLDER      the command `mivaa mcp` on a data folder
       mcp_client.py http URL KEY                 a running service, as http://127.0.0.1:8000/mcp

Expects a document about which the question below can be answered; `make test-mcp` makes one.
"""
import asyncio
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

QUESTION = "How long does the warranty of the pump last?"


def check(condition, text):
    if not condition:
        raise SystemExit(f"FAILED: {text}")
    print(f"ok: {text}")


async def talk(server):
    async with Client(server) as client:
        check(client.server_info.name == "mivaa", f"protocol {client.protocol_version} is spoken with version {client.server_info.version}")
        await client.send_ping()
        tools = (await client.list_tools()).tools
        check({tool.name for tool in tools} == {"search", "ask", "read_page", "list_documents"}, "four tools are listed")
        documents = await client.call_tool("list_documents", {})
        listed = documents.structured_content["documents"]
        check(not documents.is_error and len(listed) >= 1, f"{len(listed)} documents are listed")
        found = await client.call_tool("search", {"query": "warranty pump", "limit": 3})
        check(not found.is_error and found.structured_content["passages"], "a search finds passages")
        answer = await client.call_tool("ask", {"question": QUESTION})
        content = answer.structured_content
        check(content["is_answered"] and "24 months" in content["answer"], f"the question is answered by {content['model']}")
        citation = content["sentences"][0]["citations"][0]
        check(citation["page_number"] == 2 and citation["regions"], "the answer cites page 2 with a rectangle")
        page = await client.call_tool("read_page", {"document_id": citation["document_id"], "page": 2})
        check(citation["quote"].split()[0] in page.structured_content["markdown"], "the page that is cited holds the quote")
        wrong = await client.call_tool("search", {"query": "a", "limit": 1000})
        check(wrong.is_error, "arguments beyond their limits are refused in words")
        await asyncio.gather(*[client.call_tool("search", {"query": "pump"}) for _ in range(20)])
        check(True, "twenty calls at once are answered")


async def main():
    if sys.argv[1] == "stdio":
        await talk(stdio_client(StdioServerParameters(command=sys.argv[2], args=["mcp", "--data", sys.argv[3]])))
    else:
        async with create_mcp_http_client(headers={"Authorization": f"Bearer {sys.argv[3]}"}) as http:
            await talk(streamable_http_client(sys.argv[2], http_client=http))


asyncio.run(main())
