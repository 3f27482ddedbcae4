"""`verbale desk`: the pages where people read, check and follow."""

from typing import Annotated

import typer

from verbale.cli.stores import DEFAULT, StoreOption


def desk(
    store: StoreOption = DEFAULT,
    host: Annotated[str, typer.Option(help="Where to answer; alone, on this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8765,
    team: Annotated[
        bool, typer.Option("--team", help="With accounts: everybody logs in; see `verbale account add`.")
    ] = False,
    who: Annotated[str, typer.Option(help="Who judges, where there are no accounts.")] = "analyst",
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Read what people add, in a process beside the desk.")
    ] = True,
) -> None:
    """Open the desk: cases, reports and their words in a browser, on this machine or for a team."""
    import uvicorn

    from verbale.cli.stores import open_store, store_url
    from verbale.desk.access.gate import LOOPBACK
    from verbale.desk.app import build
    from verbale.desk.config import Config
    from verbale.desk.worker import Worker
    from verbale.errors import UsageError

    if not team and host not in LOOPBACK:
        raise UsageError(f"{host}: without accounts the desk answers on this machine only; use --team")
    url = store_url(store)
    with open_store(url) as opened:
        app = build(Config(url, team=team, host=host, port=port, who=who), opened)
        reading = Worker(opened, url)
        if worker:
            reading.start()
        typer.echo(f"The desk is at http://{host}:{port} (Ctrl-C ends it)", err=True)
        try:
            uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
        finally:
            reading.stop()
