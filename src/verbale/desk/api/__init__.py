"""The API: what the pages show and do, as records, under /api/v1; cursors for the next page, one shape of error."""

from litestar import Router
from litestar.di import Provide

from verbale.desk.api import export, following, intake, judging, people, reading, readings
from verbale.desk.api.asked import filtered
from verbale.desk.api.describing import PATH

router = Router(
    PATH,
    route_handlers=[
        *reading.ROUTES,
        *judging.ROUTES,
        *readings.ROUTES,
        *following.ROUTES,
        *intake.ROUTES,
        *export.ROUTES,
        *people.ROUTES,
    ],
    dependencies={"asked": Provide(filtered, sync_to_thread=False)},
)
