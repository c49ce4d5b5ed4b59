"""The network, politely: one request at a time, spaced out by host, tried again as the host asks, bounded in size."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

_LARGEST = 20_000_000  # bytes; a hundred records of PubMed with all that they cite take a few million
_PATIENCE = 120  # seconds that a host may ask us to wait
_GIVE_UP = 4  # requests in a row that a host leaves unanswered before it is left alone, or that all do from the first
_AGAIN = (429, 500, 502, 503, 504)


class Unanswered(Exception):
    """A question that got no answer, or none that can be used; says why in a few words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host sent: `address` is where it was found in the end, `moved` whether the way there is said to be for good."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    address: str
    moved: bool = False

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object; raises Unanswered for anything else."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise Unanswered("answered with something that is no JSON object")
        return value


class Web:
    """Asks hosts. `mail` tells them whom to write to; `pace` scales every wait, and is less than 1 only in tests."""

    def __init__(self, mail: str = "", pace: float = 1.0) -> None:
        contact = f" (mailto:{mail})" if mail else ""
        self.mail, self._pace = mail, pace
        self._pool = urllib3.PoolManager(
            headers={"User-Agent": f"building-patient-trust-evidence/1{contact}", "Accept-Encoding": "gzip"},
            timeout=urllib3.Timeout(connect=10, read=60),
            retries=urllib3.Retry(
                total=3,
                connect=1,
                redirect=0,
                status_forcelist=_AGAIN,
                backoff_factor=2 * pace,
                retry_after_max=_PATIENCE,
                raise_on_status=False,
                raise_on_redirect=False,
            ),
        )
        self._last: defaultdict[str, float] = defaultdict(float)
        self._silent: Counter[str] = Counter()
        self._heard = False

    def ask(self, address: str, wait: float, query: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Return the answer to a GET, at least `wait` seconds after the last to that host; raises Unanswered."""
        url, permanent = f"{address}?{urlencode(query)}" if query else address, True
        for hops in range(6):
            answer = self._once(url, wait, headers)
            to = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308) or not to:
                return Answer(answer.status, answer.body, answer.headers, url, permanent and hops > 0)
            permanent = permanent and answer.status in (301, 308)
            url = _joined(url, to)
        raise Unanswered("sent us from address to address")

    def _once(self, url: str, wait: float, headers: Mapping[str, str]) -> Answer:
        host = urlsplit(url).netloc
        if self._silent[host] >= _GIVE_UP:
            raise Unanswered("did not answer the questions before and is left alone")
        if not self._heard and self._silent.total() >= _GIVE_UP:
            raise Unanswered("was not asked, since nobody answers")
        time.sleep(max(0.0, self._last[host] + wait * self._pace - time.monotonic()))
        try:
            answer = self._read(url, headers)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            self._silent[host] += 1
            raise Unanswered(f"did not answer ({type(error).__name__})") from None
        finally:
            self._last[host] = time.monotonic()
        self._heard = True
        if answer.status in _AGAIN:
            self._silent[host] += 1
            raise Unanswered(
                "asked us to wait longer than we do" if answer.status == 429 else f"failed ({answer.status})"
            )
        self._silent[host] = 0
        return answer

    def _read(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Return one exchange; an answer that is cut off counts as none."""
        found = self._pool.request("GET", url, headers={**self._pool.headers, **headers}, preload_content=False)
        with found:
            body = found.read(_LARGEST, decode_content=True)
            if found.read(1, decode_content=True):
                raise Unanswered("sent more than we take")
        return Answer(found.status, body, {key.lower(): value for key, value in found.headers.items()}, url)


def _joined(url: str, to: str) -> str:
    """Return where a redirect leads; only another web address is followed."""
    found = urljoin(url, to)
    if urlsplit(found).scheme not in ("http", "https"):
        raise Unanswered("sent us to something that is no web address")
    return found
