"""GET /health: 200 when database, worker and disk are well, 503 otherwise; says which, and nothing secret."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from yorisoi.config import doctor
from yorisoi.kernel import pool


async def health(_request: Request) -> Response:
    """For load balancers and monitors."""
    findings = await pool.run(doctor.quick)
    parts = {finding.part: "well" if finding.well else "ill" for finding in findings}
    well = all(finding.well for finding in findings)
    return JSONResponse({"status": "well" if well else "ill", "parts": parts}, 200 if well else 503)


routes = [Route("/health", health, methods=["GET"])]
