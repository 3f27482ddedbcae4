"""The desk as an application: its pages in the order of the menu, its API, and what every answer carries.

A page is a view (desk/views: a pure function from a store to a frozen record), a template (desk/templates) and a
router (desk/pages) whose routes name their act (desk/access/acts.py); add the router to PAGES.
"""

import gc
from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from verbale.desk import api, headers, words
from verbale.desk.access.gate import Gate, install
from verbale.desk.api.describing import description
from verbale.desk.config import Config
from verbale.desk.pages import (
    add,
    audit,
    case,
    cases,
    cite,
    door,
    export,
    feeds,
    following,
    home,
    judging,
    lists,
    parties,
    pictures,
    readings,
    reports,
    review,
)
from verbale.desk.pages.wrong import HANDLERS
from verbale.desk.unchanged import Unchanged
from verbale.store.base import Store

HERE = Path(__file__).parent
PAGES = (
    home.router,
    cases.router,
    case.router,
    reports.router,
    parties.router,
    cite.router,
    review.router,
    judging.router,
    audit.router,
    pictures.router,
    add.router,
    feeds.router,
    following.router,
    readings.router,
    export.router,
    door.router,
    lists.router,
)


def build(config: Config, store: Store) -> Litestar:
    """The application on an open store; whoever opened the store closes it."""
    gate = Gate(store, config.now, team=config.team, who=config.who)
    installed = install(gate)
    handlers: dict[Any, Any] = {**HANDLERS, **installed.exception_handlers}
    app = Litestar(
        route_handlers=[
            Router("/", route_handlers=PAGES, include_in_schema=False),
            *(api.router, _static()),
        ],
        middleware=[Unchanged(), *installed.middleware],
        guards=list(installed.guards),
        exception_handlers=handlers,
        template_config=TemplateConfig(directory=HERE / "templates", engine=JinjaTemplateEngine),
        before_send=[headers.secure],
        on_startup=[_settle],
        openapi_config=description(),
    )
    words.teach(app)
    app.state.store, app.state.gate, app.state.config = store, gate, config
    return app


def _settle() -> None:
    """Leaves what is loaded by now out of the search for garbage: it stays until the end, and is a tenth of a
    second to walk through, which one request in six had to wait for."""
    gc.collect()
    gc.freeze()


def _static() -> Router:
    return create_static_files_router(
        path="/static", directories=[HERE / "static"], opt={"act": "enter"}, include_in_schema=False
    )
