"""GET /health: 200 when the parts asked are well, 503 otherwise; says which, and nothing secret.

`?parts=database,disk` asks only those: a load balancer should not take every server out because the worker is away.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from yorisoi.config import doctor
from yorisoi.kernel import pool


async def health(request: Request) -> Response:
    """For load balancers and monitors."""
    states = {finding.part: finding.well for finding in await pool.run(doctor.quick)}
    asked = [name for name in request.query_params.get("parts", "").split(",") if name] or list(states)
    if unknown := [name for name in asked if name not in states]:
        return JSONResponse({"error": f"no such part: {', '.join(unknown)}; there are {', '.join(states)}"}, 400)
    well = all(states[name] for name in asked)
    body = {"status": _word(well), "parts": {name: _word(states[name]) for name in asked}}
    return JSONResponse(body, 200 if well else 503, {"Cache-Control": "no-store"})


def _word(well: bool) -> str:
    return "well" if well else "ill"


routes = [Route("/health", health, methods=["GET"])]
