"""DigitalOcean's API, version 2, for the two executables beside it.

The token comes from DIGITALOCEAN_TOKEN, DIGITALOCEAN_ACCESS_TOKEN or DIGITALOCEAN_API_TOKEN, another address from
DIGITALOCEAN_API_URL. It needs urllib3 (Debian: python3-urllib3).
https://docs.digitalocean.com/reference/api/
"""

import json
import os
import sys

try:
    import urllib3
except ImportError:
    sys.exit("digitalocean: python3 has no urllib3 (Debian: apt-get install python3-urllib3)")

TOKENS = ("DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN", "DIGITALOCEAN_API_TOKEN")
BUSY = 422  # among other things: the droplet has a pending event
GONE = 404

# Throttling (429) names the seconds to wait in Retry-After, which is kept to.
PATIENT = urllib3.Retry(
    total=6,
    read=1,
    backoff_factor=0.5,
    status_forcelist=[429, 500, 502, 503, 504],
    allowed_methods=["GET", "DELETE"],
    raise_on_status=False,
)
TIMEOUT = urllib3.Timeout(connect=5, read=10)


class Refused(Exception):
    """What came instead of what was asked for.

    status is HTTP's, or 0 where no answer came.
    """

    def __init__(self, message, status=0):
        super().__init__(message)
        self.status = status


class Api:
    def __init__(self):
        token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), None)
        if token is None:
            raise Refused(f"no token for DigitalOcean; set {TOKENS[0]}")
        self.base = os.environ.get("DIGITALOCEAN_API_URL", "https://api.digitalocean.com").rstrip("/")
        self.headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self.pool = urllib3.PoolManager(retries=PATIENT, timeout=TIMEOUT)

    def call(self, method, url):
        try:
            answer = self.pool.request(method, url, headers=self.headers)
        except urllib3.exceptions.HTTPError as e:
            raise Refused(f"DigitalOcean gives no answer: {getattr(e, 'reason', e)}") from e
        if answer.status >= 400:
            raise Refused(f"DigitalOcean says: {said(answer)} (HTTP {answer.status})", answer.status)
        return json.loads(answer.data) if answer.data else {}

    def get(self, path):
        return self.call("GET", self.base + path)

    def delete(self, path):
        self.call("DELETE", self.base + path)

    def list(self, path, field):
        """All of them, page by page."""
        url = f"{self.base}{path}{'&' if '?' in path else '?'}per_page=200"
        found = []
        while url:
            page = self.call("GET", url)
            found += page.get(field) or []
            url = ((page.get("links") or {}).get("pages") or {}).get("next")
        return found


def said(answer):
    try:
        return json.loads(answer.data)["message"]
    except (ValueError, KeyError, TypeError):
        return answer.reason or "no reason"


def address(droplet, kind):
    """The first IPv4 address of a kind, public or private."""
    for network in (droplet.get("networks") or {}).get("v4", []):
        if network["type"] == kind:
            return network["ip_address"]
    return ""
