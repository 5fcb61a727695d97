"""The HTML report, read and used in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.findings import Answer
from medusa_mock.contract.judgement import Known
from medusa_mock.contract.reports import page as report
from tests.browser import browser
from tests.contract.reporting import CREATE, GET, LIST, broken, crash, findings, judged, trial

__all__ = ["browser"]

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (color) => {
    const linear = (part) => (part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    const [r, g, b] = [...rgb(color)].map((part) => linear(part / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return rgb(color)[3] || !element.parentElement ? color : behind(element.parentElement);
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!hasText || !element.checkVisibility() || element.closest("script, style")) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
}"""
"""What can be read with less contrast than WCAG 2 AA asks for."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run with everything that there can be."""
    odd = crash(GET)
    odd.answer = Answer(
        500, "Internal <b>", {"X-Odd": "<i>"}, "</pre><script>document.title = 'taken'</script>", 9, 0.1
    )
    shown = broken(LIST)
    assert shown.answer is not None
    shown.answer.body = '{\n  "return_reasons": [\n    {\n      "value": 1\n    }\n  ]\n}'
    accepted = Entry("1", CREATE, "not_a_server_error", "ServerError", "500", "It crashed.", "https://example.com/1")
    known = Known("mine.json", None, (accepted, Entry("2", GET, "c", "F", "s", "Gone.", expires="2001-01-01")))
    found = findings(odd, shown, crash(CREATE), warnings=[broken(GET)], errors=["GET /admin/apps: Network Error"])
    judgement = trial(known=known).judge(found)
    path = tmp_path_factory.mktemp("page") / "contract.html"
    path.write_text(report.render(judgement))
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page, open. It asks for nothing else, and its script does not fail."""
    with browser.new_page(viewport={"width": 1200, "height": 800}) as page:
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: said.append(request.url))
        page.goto(file.as_uri())
        yield page
        assert said == [file.as_uri()]


def test_the_verdict_and_what_to_do_first_come_first(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("The contract is broken")
    expect(page).to_have_title("Violated: Medusa Admin API 1.20.11 at http://127.0.0.1:9000")
    page.get_by_role("link", name="Mend violation 2").click()
    expect(page.locator("#violation-2")).to_be_focused()
    expect(page.locator("#violation-2")).to_be_in_viewport()


def test_a_violation_shows_request_answer_place_and_curl_line(page: Page) -> None:
    cause = page.locator("#violation-2")
    expect(cause.get_by_role("heading", level=3)).to_contain_text('1 is not of type "string"')
    expect(cause.get_by_label("The place in the document").locator("mark")).to_have_text("type: string")
    expect(cause.get_by_label("Body of the answer").locator("mark")).to_have_text('"value": 1')
    expect(cause.get_by_label("Command lines")).to_have_text("curl -X GET http://127.0.0.1:9000/admin/return-reasons")
    cause.get_by_role("button", name="Copy").click()
    expect(cause.get_by_role("button", name="Copied").or_(cause.get_by_role("button", name="Selected"))).to_be_visible()


def test_what_a_server_answers_is_text_and_nothing_else(page: Page) -> None:
    expect(page.locator("#violation-1").get_by_label("Body of the answer")).to_contain_text("</pre><script>")
    assert page.title().startswith("Violated")


def test_the_map_has_a_cell_for_every_operation_that_leads_to_its_row(page: Page) -> None:
    cells = page.locator(".map .cell")
    assert cells.evaluate_all("cells => cells.map(cell => cell.getAttribute('aria-label'))") == [
        f"{LIST}: violated",
        f"{CREATE}: violated",
        f"{GET}: violated",
        "DELETE /admin/return-reasons/{id}: not tested",
    ]
    cells.last.click()
    expect(page.locator("#operation-delete_return_reason")).to_be_focused()


def test_the_table_is_filtered_by_text_and_by_outcome(page: Page) -> None:
    rows = page.locator("#operations tbody tr:visible")
    page.get_by_label("Filter").fill("get")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="not tested").click()
    expect(rows).to_have_count(0)
    page.get_by_label("Filter").fill("")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 4")
    page.locator(".cell").first.click()  # a row that the filter hides is shown all the same
    expect(page.locator("#operation-list_return_reasons")).to_be_focused()


def test_all_of_it_is_reached_by_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the violations")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#violations")).to_be_focused()
    for key, at in (("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#violation-{at}")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Filter")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_label("Filter")).to_have_value("jk")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Filter")).to_have_value("")
    page.locator(".cell").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cell").nth(1)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_can_be_read_by_day_and_by_night(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for _ in range(2):  # as the system has it, and as the button says
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert page.evaluate(CONTRAST) == []
        page.locator("#theme").click()


@pytest.mark.parametrize("width", [360, 1600])
def test_it_fits_into_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_it_can_be_read_as_well(browser: Browser, file: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        expect(page.locator("#operations tbody tr:visible")).to_have_count(4)
        expect(page.get_by_role("button", name="Copy").first).to_be_hidden()


def test_a_run_in_which_all_held_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "contract.html"
    path.write_text(report.render(judged()))
    with browser.new_page() as page:
        page.goto(path.as_uri())
        expect(page.get_by_role("heading", level=1)).to_have_text("The contract holds")
        expect(page.locator("#violations")).to_contain_text("Nothing was answered otherwise")


def test_the_line_of_a_value_is_found() -> None:
    body = (
        '{\n  "a": [\n    [\n      1\n    ],\n    {\n      "b": {\n        "c": null\n      }\n    }\n  ],\n  "c": 1\n}'
    )
    for path, line in ((["a", "1", "b", "c"], '        "c": null'), (["a", "0", "0"], "      1"), (["c"], '  "c": 1')):
        assert [text for text, is_marked in report.marked(body, path) if is_marked] == [line]
    for path in ([], ["d"], ["a", "7"], ["a", "1", "b", "x"]):
        assert not any(is_marked for _, is_marked in report.marked(body, path))
    assert list(report.marked("", ["a"])) == []
