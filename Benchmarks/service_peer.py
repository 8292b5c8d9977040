"""The same answers from FastAPI, for comparison: the same database, the same checks of the token, the same members."""
import base64
import json
import os
import sqlite3
import threading
from datetime import datetime, timezone
from pathlib import Path

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

app = FastAPI()
local = threading.local()
WORKSPACE = os.environ["PEER_WORKSPACE"]
KEY = base64.b64decode(Path(os.environ["PEER_KEY_FILE"]).read_text())
AUDIENCE = "mivaa-pdf-extractor"


def database():
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(f"file:{os.environ['PEER_DATABASE']}?mode=ro", uri=True, check_same_thread=False)
        local.connection.row_factory = sqlite3.Row
    return local.connection


def caller(authorization: str = Header()):
    # Membership, which may have ended, is not looked up: less work than the service does.
    claims = jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["HS256"], audience=AUDIENCE)
    if claims["workspace_id"] != WORKSPACE:
        raise HTTPException(403)
    return claims


class Line(BaseModel):
    document_id: str
    title: str
    document_name: str
    filename: str
    status: str
    upload_date: str
    created_at: str
    updated_at: str
    file_size: int
    page_count: int
    word_count: int
    content_preview: str
    tags: list[str]
    processing_time: float | None
    has_embeddings: bool
    failed_pages: int


class Pagination(BaseModel):
    total: int
    limit: int
    offset: int
    has_more: bool


class Listing(BaseModel):
    documents: list[Line]
    pagination: Pagination
    total_count: int
    page: int
    page_size: int


class ListAnswer(BaseModel):
    success: bool = True
    message: str
    data: Listing


def moment(milliseconds):
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc).isoformat(timespec="milliseconds")


def line(row):
    return Line(
        document_id=row["id"], title=row["title"], document_name=row["title"], filename=row["filename"], status=row["status"],
        upload_date=moment(row["created_at"]), created_at=moment(row["created_at"]), updated_at=moment(row["updated_at"]),
        file_size=row["size_bytes"], page_count=row["page_count"], word_count=row["word_count"],
        content_preview=row["preview"], tags=json.loads(row["tags"]), processing_time=row["processing_seconds"],
        has_embeddings=bool(row["has_embeddings"]), failed_pages=row["failed_page_count"])


@app.get("/documents", response_model=ListAnswer)
def documents(limit: int = 50, offset: int = 0, claims=Depends(caller)):
    total = database().execute("SELECT COUNT(*) FROM document WHERE workspace = ?", [WORKSPACE]).fetchone()[0]
    rows = database().execute(
        "SELECT * FROM document WHERE workspace = ? ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?", [WORKSPACE, limit, offset])
    return ListAnswer(
        message="Documents of the workspace",
        data=Listing(
            documents=[line(row) for row in rows], pagination=Pagination(total=total, limit=limit, offset=offset, has_more=offset + limit < total),
            total_count=total, page=offset // limit + 1, page_size=limit))


class LineAnswer(BaseModel):
    success: bool = True
    message: str
    data: Line


@app.get("/documents/{document}/metadata", response_model=LineAnswer)
def metadata(document: str, claims=Depends(caller)):
    row = database().execute("SELECT * FROM document WHERE id = ? AND workspace = ?", [document, WORKSPACE]).fetchone()
    if row is None:
        raise HTTPException(404)
    return LineAnswer(message="What is known of a document", data=line(row))


class Job(BaseModel):
    job_id: str
    job_type: str
    status: str
    document_id: str | None
    created_at: str
    updated_at: str
    progress: dict
    results: dict | None


class JobAnswer(BaseModel):
    success: bool = True
    message: str
    data: Job


@app.get("/jobs/{job}", response_model=JobAnswer)
def job(job: str, claims=Depends(caller)):
    row = database().execute("SELECT * FROM job WHERE id = ? AND workspace = ?", [job, WORKSPACE]).fetchone()
    if row is None:
        raise HTTPException(404)
    return JobAnswer(
        message="State and result of a job",
        data=Job(
            job_id=row["id"], job_type=row["kind"], status=row["status"], document_id=row["document"], created_at=moment(row["created_at"]),
            updated_at=moment(row["updated_at"]), progress={
                "percentage": row["percentage"], "pages_done": row["pages_done"], "page_count": row["page_count"],
                "steps": json.loads(row["steps"])},
            results=json.loads(row["result"]) if row["result"] else None))
