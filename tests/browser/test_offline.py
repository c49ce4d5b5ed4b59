"""The handbook on the reader's device: whole without a network, replaced whole or not at all, and gone when told to."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.site.completion import finish
from macros.site.pipeline import build
from tests.browser import ARTICLE, KINDS, open_page, started, until, with_few_pages
from tests.browser.host import Host
from tests.chromium import FLAGS, find
from tests.test_build import prepare
from tests.test_site import SETTINGS, kept_by

PAGE = ARTICLE.strip("/") + "/"
CACHES = "caches.keys()"
LINE = "A newer version of this handbook is ready."
UPDATE = """async () => {
  const found = await navigator.serviceWorker.getRegistration()
  const ended = new Promise(done => {
    const follow = () => {
      const worker = found.installing
      worker?.addEventListener("statechange", () => ["installed", "redundant"].includes(worker.state) && done(worker.state))
    }
    follow() // the browser may have begun by itself
    found.addEventListener("updatefound", follow)
  })
  found.update().catch(() => {})
  return ended
}"""
READ = """async ([base, addresses]) => {
  const read = async one => {
    const answer = await fetch(base + one)
    const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer())
    return [one, answer.ok && Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, "0")).join("")]
  }
  return Object.fromEntries(await Promise.all(addresses.map(read)))
}"""
ASKED = "//@src | //@data-start | //link[@rel='stylesheet' or @rel='manifest' or contains(@rel, 'icon')]/@href | //*[local-name()='image' or local-name()='use']/@href"
MARK = ".release-{}{{top: 0;}}"  # without what is left out: comments, and room around braces
STYLE = "fetch(new URL('assets/site.css', document.baseURI.split('rapport')[0])).then(answer => answer.text())"


def release(folder: Path, name: str, of: Path) -> Path:
    """A later release of a site, in which the article and the style sheet say so."""
    target = Path(shutil.copytree(of, folder / name))
    page, style = target / PAGE / "index.html", target / "assets/site.css"
    page.write_text(re.sub(r"<h1>.*?</h1>", f"<h1>Release {name}</h1>", page.read_text("utf-8")), "utf-8")
    style.write_text(style.read_text("utf-8") + MARK.format(name), "utf-8")
    finish(target, SETTINGS)
    return target


@pytest.fixture(scope="module")
def first(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with fewer pages, so that each test is quick."""
    folder = tmp_path_factory.mktemp("releases")
    small = with_few_pages(
        site, folder / "small", *KINDS, "/about/offline/", "/maintain/disclose-errors/", "/teach/pick/"
    )
    return release(folder, "first", small)


@pytest.fixture(scope="module")
def second(first: Path) -> Path:
    return release(first.parent, "second", first)


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    found = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="allow")
    yield found
    found.close()


@pytest.fixture
def host(first: Path) -> Iterator[Host]:
    found = Host(first)
    yield found
    found.cut()


def visit(device: BrowserContext, host: Host, path: str = PAGE) -> Page:
    """A first visit, until the whole site is kept."""
    page = device.new_page()
    page.goto(host.url + path)
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def newer(page: Page, host: Host, site: Path) -> None:
    """Publish another release and stay on the page until its line offers it.

    Its scripts listen before, since a release that is ready when they come is not offered but taken.
    """
    page.reload()
    started(page)
    host.folder = site
    page.evaluate("void navigator.serviceWorker.getRegistration().then(found => found.update())")
    expect(page.locator(".newer [role=status]")).to_have_text(LINE)


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_the_whole_handbook_costs_what_its_page_says(site: Path) -> None:
    kept = (site / f"{name}index.html" if name.endswith("/") or not name else site / name for name in kept_by(site))
    assert 3_600_000 < sum(len(gzip.compress(path.read_bytes())) for path in kept) < 4_100_000
    assert "about 4 MB" in (site / "about/offline/index.html").read_text("utf-8")


def test_what_a_page_asks_for_by_itself_is_kept_with_it(site: Path) -> None:
    kept = kept_by(site)
    asked = {
        (page, urljoin(f"/{page}", address.split("?")[0])[1:])
        for page in kept
        if page.endswith("/") or not page
        for address in html.parse(str(site / page / "index.html")).getroot().xpath(ASKED)
    }
    assert len({page for page, _ in asked}) > 60
    assert [f"{page} asks for {file}" for page, file in sorted(asked) if file not in kept] == []


@pytest.mark.parametrize(("of", "prefix", "least"), [("site", "/", 60), ("first", "/handbook/", 10)])
def test_after_one_visit_everything_opens_without_a_network(
    device: BrowserContext, request: pytest.FixtureRequest, of: str, prefix: str, least: int
) -> None:
    """The whole handbook, and a part of it under a path of its own."""
    site: Path = request.getfixturevalue(of)
    host = Host(site, prefix)
    page = visit(device, host)
    page.locator("input[data-item]").first.check()
    host.cut()
    pages = [address for address in kept_by(site) if address.endswith("/") or not address]
    assert len(pages) > least
    files = {one: hashlib.sha256((site / one / "index.html").read_bytes()).hexdigest() for one in pages}
    assert page.evaluate(READ, [host.url, pages]) == files
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
    for address in [kind.removeprefix("/") for kind in KINDS if kind != "/gone/"]:
        answer = page.goto(host.url + address)
        assert answer
        assert (answer.status, page.locator("h1").count()) == (200, 1), address
    open_page(page, f"{host.url}{PAGE}?embed=1#do")
    expect(page.locator("input[data-item]").first).to_be_checked()
    open_page(page, host.url + PAGE)
    page.locator(".links .search-open").click()
    page.locator("#find").fill("mistake")
    page.locator(".found a").first.click()
    page.wait_for_url("**/disclose-errors/**")
    page.goto(f"{host.url}teach/pick/?choose=active-listening")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a course pack").click()
    assert download.value.path().stat().st_size > 10_000
    open_page(page, host.url + PAGE)
    page.locator("#do > .share").click()
    page.get_by_role("menuitem", name="Show QR code").click()
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    assert [one for one in failed if "ERR_ABORTED" not in one] == []  # left before an icon was there


def test_without_a_network_a_wrong_address_and_a_download_are_explained(device: BrowserContext, host: Host) -> None:
    page = visit(device, host)
    host.cut()
    answer = page.goto(f"{host.url}gone/away/")
    assert answer
    assert (answer.status, title(page)) == (404, "This page is not here")
    page.goto(f"{host.url}downloads/course.zip")
    assert page.url == f"{host.url}about/offline/#not-kept"
    page.goto(host.url + ARTICLE.strip("/"))
    assert page.url == host.url + PAGE
    host.restore()


def test_the_first_visit_is_painted_before_anything_is_kept(device: BrowserContext, host: Host) -> None:
    page = visit(device, host)
    before = host.asked[: host.asked.index("sw.js")]
    loaded = {
        url.removeprefix(host.url)
        for url in page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    }
    assert {PAGE, "assets/js/site.js"} <= set(before)
    assert loaded - {"manifest.json"} <= set(before)


def test_the_handbook_can_be_installed(device: BrowserContext, host: Host) -> None:
    page = visit(device, host, "")
    browser = device.new_cdp_session(page)
    assert browser.send("Page.getAppManifest")["errors"] == []
    problems = {one["errorId"] for one in browser.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert problems <= {"in-incognito"}


def test_a_new_release_is_offered_and_until_then_the_old_one_stays_whole(
    device: BrowserContext, host: Host, first: Path, second: Path
) -> None:
    page = visit(device, host)
    host.asked.clear()
    newer(page, host, second)
    assert title(page) == "Release first"
    assert page.evaluate(STYLE).rstrip().endswith(MARK.format("first"))
    changed = {address for address, revision in kept_by(second).items() if kept_by(first).get(address) != revision}
    assert changed == {PAGE, "assets/site.css"}
    assert set(host.asked) == {"sw.js", *changed}
    with page.expect_navigation():
        page.get_by_role("button", name="Use the new version").click()
    assert title(page) == "Release second"
    assert page.evaluate(STYLE).rstrip().endswith(MARK.format("second"))
    assert len(page.evaluate(CACHES)) == 1
    host.cut()
    page.reload()
    assert title(page) == "Release second"
    host.restore()


def test_the_next_page_uses_the_new_release_if_nobody_reads_another(
    device: BrowserContext, host: Host, second: Path
) -> None:
    page = visit(device, host)
    newer(page, host, second)
    page.goto("about:blank")  # on a busy machine a page that was just left still counts as one that somebody reads
    page.goto(host.url + PAGE)
    expect(page.locator("h1")).to_have_text("Release second")
    assert page.locator(".newer").count() == 0


def test_a_page_that_the_old_release_sent_while_the_new_one_took_over_is_renewed(
    device: BrowserContext, host: Host, second: Path
) -> None:
    page = visit(device, host)
    page.add_init_script(
        "EventTarget.prototype.addEventListener = new Proxy(EventTarget.prototype.addEventListener, {"
        "apply: (add, target, args) => args[0] === 'controllerchange' || Reflect.apply(add, target, args) })"
    )
    newer(page, host, second)
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.waiting.postMessage('take over'))")
    until(page, "navigator.serviceWorker.getRegistration().then(found => !found.waiting)")
    assert title(page) == "Release first"
    page.evaluate("import('../../assets/js/offline.js').then(offline => offline.start())")
    expect(page.locator("h1")).to_have_text("Release second")


def test_whoever_lets_releases_pass_gets_the_newest_at_once(
    device: BrowserContext, host: Host, first: Path, second: Path, tmp_path: Path
) -> None:
    page, other = visit(device, host), visit(device, host)
    newer(page, host, second)
    kept = page.evaluate("caches.keys()")[-1]
    newer(page, host, release(tmp_path, "third", first))
    assert title(page) == "Release first"
    until(page, f"caches.keys().then(names => names.length === 2 && !names.includes('{kept}'))")
    page.get_by_role("button", name="Use the new version").click()
    for one in (page, other):
        until(one, "document.body.textContent.includes('Release third')")
    assert (title(page), title(other)) == ("Release third", "Release third")
    assert len(page.evaluate(CACHES)) == 1


def test_a_page_in_the_background_is_renewed_when_the_reader_comes_back(
    device: BrowserContext, host: Host, second: Path
) -> None:
    page, other = visit(device, host), visit(device, host)
    other.evaluate("Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })")
    newer(page, host, second)
    with page.expect_navigation():
        page.get_by_role("button", name="Use the new version").click()
    assert (title(page), title(other)) == ("Release second", "Release first")
    with other.expect_navigation():
        other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert title(other) == "Release second"


def test_an_update_that_fails_halfway_leaves_the_old_release_and_is_taken_up_again(
    device: BrowserContext, host: Host, first: Path, second: Path
) -> None:
    page = visit(device, host)
    host.folder, host.lost = second, {"assets/site.css"}
    assert page.evaluate(UPDATE) == "redundant"
    assert page.locator(".newer").count() == 0
    host.cut()
    page.goto(host.url + PAGE)
    assert title(page) == "Release first"
    assert page.evaluate(STYLE).rstrip().endswith(MARK.format("first"))
    host.restore()
    host.folder, host.lost = first, set()
    host.asked.clear()
    newer(page, host, second)
    assert set(host.asked) == {"sw.js", "assets/site.css"}


def test_a_full_device_can_read_and_an_old_release_outlives_a_failed_update(
    device: BrowserContext, host: Host, second: Path
) -> None:
    page = visit(device, host)
    storage = device.new_cdp_session(page)
    used = storage.send("Storage.getUsageAndQuota", {"origin": host.url.rstrip("/")})["usage"]
    storage.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": used + 50_000})
    host.folder = second
    assert page.evaluate(UPDATE) == "redundant"
    page.reload()
    assert title(page) == "Release first"
    until(page, f"{CACHES}.then(found => found.length === 1)")  # this page may have tried again


def test_a_first_visit_with_no_room_at_all_reads_like_any_other(device: BrowserContext, host: Host) -> None:
    page, problems = device.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    storage = device.new_cdp_session(page)
    storage.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": 10_000})
    open_page(page, host.url + PAGE)
    until(page, "navigator.serviceWorker.getRegistrations().then(found => !found.length)")
    page.locator("input[data-item]").first.check()
    page.goto(f"{host.url}rapport/")
    assert title(page) == "Establish rapport"
    until(page, f"{CACHES}.then(found => !found.length)")  # this page has tried again
    assert problems == []


def test_a_browser_that_denies_storage_reads_and_searches(browser: Browser, host: Host, tmp_path: Path) -> None:
    settings = tmp_path / "profile/Default/Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}', "utf-8")
    device = browser.browser_type.launch_persistent_context(
        settings.parent.parent,
        executable_path=find(whole=True),
        args=list(FLAGS),  # the engine alone has no settings
    )
    page, problems = device.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_page(page, host.url + PAGE)
    denied = "(() => { try { localStorage.length; return false } catch { return true } })()"
    assert page.evaluate(denied)
    page.locator("input[data-item]").first.check()
    page.keyboard.press("Control+k")
    page.locator("#find").fill("listening")
    expect(page.locator(".found a").first).to_be_visible()
    assert problems == []
    device.close()


def test_the_publisher_can_switch_it_off_for_everyone(
    device: BrowserContext, host: Host, first: Path, tmp_path: Path
) -> None:
    page = visit(device, host)
    host.folder = Path(shutil.copytree(first, tmp_path / "off"))
    finish(host.folder, SETTINGS, keep=False)
    page.reload()
    gone = "navigator.serviceWorker.getRegistrations().then(found => !found.length)"
    until(page, f"{gone}.then(left => left && caches.keys()).then(names => names && !names.length)")
    open_page(page, f"{host.url}rapport/")
    assert page.evaluate(f"{gone}.then(left => left && !navigator.serviceWorker.controller)")


def test_the_reader_can_remove_it_and_have_it_back(device: BrowserContext, host: Host, first: Path) -> None:
    page = visit(device, host)
    page.goto(f"{host.url}about/offline/")
    said = page.locator("#on-this-device + p")
    expect(said).to_contain_text(f"The whole handbook is kept on this device: {len(kept_by(first))} files.")
    with page.expect_navigation():
        page.get_by_role("button", name="Remove it and keep nothing").click()
    expect(said).to_contain_text("Nothing is kept on this device, as you chose.")
    open_page(page, host.url + PAGE)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert page.evaluate(CACHES) == []
    page.goto(f"{host.url}about/offline/")
    page.get_by_role("button", name="Keep the handbook here").click()
    expect(said).to_contain_text("The whole handbook is kept on this device")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_saying_what_is_kept_takes_no_room_that_was_not_kept_for_it(
    device: BrowserContext, host: Host, width: int
) -> None:
    page = visit(device, host)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{host.url}about/offline/")
    expect(page.get_by_role("button", name="Remove it and keep nothing")).to_be_visible()
    top = "document.querySelector('#publish').getBoundingClientRect().top + scrollY"
    said = page.evaluate(top)
    page.evaluate("document.querySelector('#on-this-device + p').remove()")
    page.evaluate("document.querySelector('#on-this-device').classList.remove('told')")
    assert abs(page.evaluate(top) - said) < 1


def test_what_the_browser_threw_away_is_fetched_again(device: BrowserContext, host: Host, first: Path) -> None:
    page = visit(device, host)
    page.evaluate("caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
    page.goto(f"{host.url}rapport/")
    assert title(page) == "Establish rapport"
    kept = "caches.keys().then(names => caches.open(names[0])).then(one => one.keys()).then(all => all.length)"
    until(page, f"{kept}.then(length => length === {len(kept_by(first))})")


def test_a_frame_and_a_reader_who_saves_data_keep_nothing(device: BrowserContext, host: Host) -> None:
    course, page = device.new_page(), device.new_page()
    frame = f'<!doctype html><iframe src="{host.url}{PAGE}?embed=0"></iframe>'
    course.route("**/course", lambda route: route.fulfill(body=frame, content_type="text/html"))
    course.goto(f"{host.url}course")
    started(course.frame_locator("iframe"))
    expect(course.frame_locator("iframe").locator(".head")).to_be_visible()
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    open_page(page, host.url + PAGE)
    assert PAGE in host.asked
    assert "sw.js" not in host.asked


def test_kb_serve_keeps_nothing(good: Path) -> None:
    prepare(good)
    assert build(good, good / "site", say=lambda _: None, keep=False) == []
    assert 'rel="manifest"' not in (good / "site/rapport/greet/index.html").read_text("utf-8")
    assert "FILES" not in (good / "site/sw.js").read_text("utf-8")
