"""The half of the HTTP API that tells of the index and changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from corpus.errors import DamagedError
from index.generation import Manifest
from index.store import Store
from service.settings import Settings
from service.upkeep.jobs import Jobs
from service.upkeep.rebuilding import command
from service.web import shapes, wire
from service.web.feedback import Feedback
from service.web.gaps import gaps
from service.web.problems import described
from service.web.queries import DiffQuery, GapsQuery, JobPath, RebuildBody, RollbackBody
from service.web.replies import cached, sent
from service.web.security import API, check_admin
from service.web.serving import Serving

_INDEX = Tag(name="Index")
_ADMIN: list[dict[str, list[str]]] = [{"admin": []}]
#: What an admin call with a body may be told.
_REFUSED = described(400, 401, 403, 413, 415)


def add_index(api: APIBlueprint, serving: Serving, store: Store) -> None:
    """What is served, and how rebuilds go: open to anyone."""
    jobs = Jobs(store.folder)

    @api.get("/index", tags=[_INDEX], summary="Show the index", responses={200: shapes.IndexReply, **cached()})
    def index() -> Response:
        served = serving.snapshot().generation.manifest
        reply = wire.index_reply(served, _history(store), serving.trouble, jobs.failure())
        said = reply.model_dump_json(include={"previous", "trouble", "failure"}).encode("utf-8", "backslashreplace")
        return sent(reply, served.id, variant=f"-{hashlib.sha256(said).hexdigest()[:16]}")

    @api.get(
        "/index/jobs/<job_id>",
        tags=[_INDEX],
        summary="Show a rebuild",
        responses={200: shapes.JobReply, **described(404)},
    )
    def job(path: JobPath) -> Response:
        return sent(wire.job_reply(jobs.read(path.job_id)))


def add_changes(api: APIBlueprint, serving: Serving, store: Store, settings: Settings) -> None:
    """Rebuild and roll back: for whoever has the admin token."""
    jobs = Jobs(store.folder)

    @api.post("/index/rebuild", tags=[_INDEX], summary="Rebuild the index in the background", security=_ADMIN,
              responses={202: shapes.JobReply, **_REFUSED, **described(409)})  # fmt: skip
    def rebuild(body: RebuildBody) -> Response:
        check_admin(settings.admin_token)
        job = jobs.start(command(settings, force=body.force))
        response = sent(wire.job_reply(job), status=202)
        response.headers["Location"] = f"{API}/index/jobs/{job.id}"
        return response

    @api.get("/index/diff", tags=[_INDEX], summary="Show what changed from a generation to another",
             security=_ADMIN, responses={200: shapes.DiffReply, **described(401, 403, 404)})  # fmt: skip
    def diff(query: DiffQuery) -> Response:
        check_admin(settings.admin_token)  # both are opened anew: too dear for everybody
        before, after = (store.open(store.resolve(name)) for name in (query.a, query.b))
        return sent(wire.diff_reply(before, after))

    @api.post("/index/rollback", tags=[_INDEX], summary="Serve an earlier generation again", security=_ADMIN,
              responses={200: shapes.RollbackReply, **_REFUSED, **described(404)})  # fmt: skip
    def rollback(body: RollbackBody) -> Response:
        check_admin(settings.admin_token)
        name = store.rollback(body.generation)
        serving.refresh()
        return sent(shapes.RollbackReply(generation=name), name)


def add_gaps(api: APIBlueprint, feedback: Feedback, settings: Settings) -> None:
    """What people asked in vain: for whoever has the admin token."""

    @api.get("/gaps", tags=[_INDEX], summary="Show what people asked in vain", security=_ADMIN,
             responses={200: shapes.GapsReply, **described(401, 403)})  # fmt: skip
    def asked_in_vain(query: GapsQuery) -> Response:
        check_admin(settings.admin_token)
        return sent(wire.gaps_reply(gaps(feedback.complaints()), query.limit))


def _history(store: Store) -> Sequence[Manifest]:
    """The published generations; none where what the store says of them is damaged."""
    with suppress(DamagedError):
        return store.history()
    return ()
