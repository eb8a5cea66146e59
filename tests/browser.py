"""Chromium for the tests: a driver, what a page's console said, and the chat as a person meets it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.shadowroot import ShadowRoot
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

AXE = Path(__file__).parent / "data" / "axe-core" / "axe.min.js"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--force-color-profile=srgb", "--window-size=1280,900",
)  # fmt: skip


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        reason = f"none of {', '.join(names)} is installed: apt-get install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Browser:
    """One Chromium, used by one test at a time."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Take over a started driver."""
        self.driver = driver
        #: Whether the test means to see failed requests, which the console tells of.
        self.expects_failures = False

    def open(self, url: str) -> None:
        """Load a page."""
        self.driver.get(url)

    def until(self, ready: Callable[[], Any], what: str = "") -> Any:
        """What `ready` gives as soon as it gives something, looked at for up to 10 s."""
        gone = (NoSuchElementException, StaleElementReferenceException)
        return WebDriverWait(self.driver, 10, 0.02, gone).until(lambda _: ready(), what)

    def find(self, selector: str) -> WebElement:
        """The first element of the page that matches, once there is one."""
        found = self.until(lambda: self.driver.find_elements(By.CSS_SELECTOR, selector), f"no {selector}")
        element: WebElement = found[0]
        return element

    def texts(self, selector: str) -> list[str]:
        """What the elements that match read, once there are any."""
        self.find(selector)
        return [one.text for one in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def media(self, **features: str) -> None:
        """Emulate media features, such as prefers_color_scheme="dark"."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})

    def size(self, width: int, height: int = 800) -> None:
        """Give the page a viewport of this size, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def offline(self, *, on: bool) -> None:
        """Cut the page off from the network, or connect it again."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        conditions = {"offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)

    def focused(self) -> Any:
        """The element that has the focus, looked for inside shadow roots too."""
        inner = "at.shadowRoot?.activeElement"
        return self.run(f"let at = document.activeElement; while ({inner}) at = {inner}; return at;")

    def barriers(self) -> list[str]:
        """What axe-core finds on the page as it is, shadow roots included: each rule that is broken, and where."""
        if not self.run("return 'axe' in window"):  # half a megabyte: once a page
            self.run(AXE.read_text("utf-8") + "; window.axe = axe")
        told = "({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(', ')}`"
        script = f"axe.run().then(({{ violations }}) => arguments[0](violations.map({told})))"
        found: list[str] = self.driver.execute_async_script(script)
        return found

    def complaints(self) -> list[str]:
        """What the console said that a test did not mean to provoke: errors, warnings, policy violations."""
        entries = self._log()
        return [str(one["message"]) for one in entries if not (self.expects_failures and one["source"] == "network")]

    def reset(self) -> None:
        """Make the next test start from nothing."""
        self.expects_failures = False
        self.media()
        self.offline(on=False)
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.driver.get("about:blank")
        self._log()

    def _log(self) -> list[dict[str, Any]]:
        """The console's entries since it was last asked."""
        entries: list[dict[str, Any]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return entries


class Chat:
    """The widget on the page: what a person does with it and sees of it."""

    def __init__(self, browser: Browser) -> None:
        """Wait for the element to be there."""
        self.browser = browser
        self.host = browser.find("kotae-chat")

    @classmethod
    def at(cls, browser: Browser, url: str) -> Chat:
        """The widget on the page at this address."""
        browser.open(url)
        return cls(browser)

    @property
    def root(self) -> ShadowRoot:
        """Its shadow root."""
        return self.host.shadow_root

    def all(self, selector: str) -> list[WebElement]:
        """Every element inside that matches, now."""
        return self.root.find_elements(By.CSS_SELECTOR, selector)

    def find(self, selector: str) -> WebElement:
        """The first element inside that matches, once there is one."""
        element: WebElement = self.browser.until(lambda: self.all(selector), f"no {selector} in the chat")[0]
        return element

    def button(self, label: str) -> WebElement:
        """The button that reads so."""
        found = self.browser.until(lambda: [one for one in self.all("button") if one.text == label], f"no {label!r}")
        element: WebElement = found[0]
        return element

    def press(self, label: str) -> None:
        """Click the button that reads so, once it is clear of the field that sticks to the bottom."""
        button = self.button(label)
        self.browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
        button.click()

    def ask(self, question: str, *, wait: bool = True) -> None:
        """Type a question and press Enter; by default, wait for what comes back."""
        before = len(self.all(".turn"))
        self.find("textarea").send_keys(question, "\n")
        self.browser.until(lambda: len(self.all(".turn")) == before + 1, "the question was not asked")
        if wait:
            self.settled()

    def settled(self) -> None:
        """Wait until no question is under way."""
        self.browser.until(lambda: not self.all(".pending"), "the question is still under way")

    def gists(self) -> list[str]:
        """What each turn came to, in order: its answer, or the line that stands for one."""
        lines = (turn.find_element(By.CSS_SELECTOR, ".answer, .aside, .trouble p") for turn in self.all(".turn"))
        return [line.text for line in lines]

    def value(self, selector: str, css: str) -> str:
        """A computed style of the first element that matches."""
        return self.find(selector).value_of_css_property(css)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh Chromium with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium", "chromium-browser", "google-chrome")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={Path(profile)}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options, webdriver.ChromeService(_program("chromedriver")))
        try:
            yield Browser(driver)
        finally:
            driver.quit()
