"""A page is read as a person reads it: its text, not the page around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.html import read_html

NEWS = Path(__file__).parent / "data" / "harbour-news.html"


def test_a_news_page_reads_as_its_article() -> None:
    marked = read_html(NEWS.read_text("utf-8"))
    assert marked.title == "New lock opens at Norhaven"
    assert marked.text == (
        "New lock opens at Norhaven\n\n"
        "By Mara Lind, 4 July 2021\n\n"
        "The new lock at dawn\n\n"
        "The lock is 320 m long.\n\n"
        "The port of Norhaven opened its third lock on Saturday. "
        "It cost €410 million and lifts ships by 4.2 m², said the harbour master.\n\n"
        "Work began in 2016.\nIt was to end in 2019.\n\n"
        "What changes\n\n"
        "- Ships of up to 14 m draught can enter\n  - at any tide\n- The old lock closes in 2025.\n\n"
        "Fees: A passage costs 310 euros for ships under 5,000 tonnes, and 620 euros for all others.\n\n"
        "Locks of the port\nLock | Length\nFirst | 120 m\nThird | 320 m\n\n"
        "Further plans\n\n"
        "The council will vote on a fourth lock in May.\n\n"
        "Owner\n  Port of Norhaven\nBuilder\n  Delta Works"
    )


def test_headings_keep_their_level_and_exact_place() -> None:
    marked = read_html(NEWS.read_text("utf-8"))
    assert [(h.level, h.text, h.run_in) for h in marked.headings] == [
        (1, "New lock opens at Norhaven", False),
        (2, "What changes", False),
        (3, "Fees", True),
        (3, "Further plans", False),
    ]
    assert all(h.span.of(marked.text) == h.text for h in marked.headings)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>H<sub>2</sub>O, 5<sup>th</sup>, 10<sup>-6</sup>, w<b>or</b>d</p>", "H2O, 5th, 10⁻⁶, word"),
        ("<p>a<br>b<br><br>c</p>d<div>e</div>", "a\nb\n\nc\n\nd\n\ne"),
        ("<p>one\n  two&nbsp;&amp;&#8203; three&shy;four</p>", "one two & threefour"),
        ("<ol start=3><li>c<li>d</ol><ul><li><p>e</p><p>f</p></ul>", "3. c\n4. d\n\n- e\n\nf"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p><q>Ebb</q> <ruby>潮<rt>しお</rt></ruby></p>", "“Ebb” 潮"),
        ("<p>x<script>1</script><style>2</style><template>3</template><svg><text>4</text></svg></p>", "x"),
        ("<p>x</p><p style='display: none'>1</p><select><option>2</select><noscript>3</noscript>", "x"),
        ("<dl><dt>Ebb<dd><p>falls</p><p>slowly</p></dl>", "Ebb\n\nfalls\n\nslowly"),
        ("<h2>Ebb <a class=headerlink href=#e>¶</a></h2><p>falls</p>", "Ebb\n\nfalls"),
        ("<p>word.<sup><a href=#n>[3]</a></sup> Next.</p>", "word. Next."),
        (
            "<ol><li><a href=#e>Ebb</a><li><a href=#f>Flow</a><li><a href=#s>Sea</a></ol>They go on.",
            "They go on.",
        ),
        ("", ""),
    ],
)
def test_text_stands_as_a_browser_shows_it(page: str, text: str) -> None:
    assert read_html(page).text == text


def test_without_main_or_article_menus_headers_and_footers_go() -> None:
    menu = "".join(f"<li><a href={n}>Menu {n}</a></li>" for n in range(6))
    prose = "The tide ebbs twice a day, and it comes back as often as it went."
    around = "<aside>Ads</aside><footer>© 2020</footer>"
    assert read_html(f"<ul>{menu}</ul><header>Port</header><div>{prose}</div>{around}").text == prose


def test_real_prose_is_never_lost_to_a_wrong_mark() -> None:
    prose = "The tide ebbs twice a day. " * 10
    assert read_html(f"<header><p>{prose}</p></header>").text == prose.strip()
    assert read_html(f"<div class='cookie-law'><p>{prose * 6}</p></div><p>x</p>").text.startswith(prose.strip())
    assert read_html(f"<div hidden><p>{prose}</p></div>").text == prose.strip()
    assert read_html(f"<main>Menu</main><div><p>{prose}</p></div>").text.endswith(prose.strip())


def test_a_table_that_lays_out_the_page_is_read_block_by_block() -> None:
    prose = "The tide ebbs twice a day. " * 20
    page = f"<table><tr><td><b>Trade</b><br><br>{prose}</td><td><table><tr><td>1<td>2</table></td></tr></table>"
    marked = read_html(page)
    assert marked.text == f"Trade\n\n{prose.strip()}\n\n1 | 2"
    assert [h.text for h in marked.headings] == ["Trade"]


def test_the_title_is_the_heading_of_the_text_else_the_page_title() -> None:
    body = "<p>The tide ebbs.</p>"
    assert read_html(f"<title>Tides | Port</title>{body}").title == "Tides"
    assert read_html(f"<title>Port</title><header><h1>Tides</h1></header><main>{body}</main>").title == "Tides"
    named = f"<title>Tides - Port</title><nav><h1>Port</h1></nav><main><h2>Tides</h2>{body}</main>"
    assert read_html(named).title == "Tides"
    assert read_html(body).title is None


def test_articles_in_plain_paragraphs_are_headings_with_their_titles() -> None:
    lines = ("CHAPTER I", "Article 1", "Scope", "It applies to lakes.", "Article 2", "It lasts.")
    page = "<h1>Treaty</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    assert [(h.level, h.text) for h in read_html(page).headings] == [
        (1, "Treaty"),
        (2, "CHAPTER I"),
        (4, "Article 1"),
        (5, "Scope"),
        (4, "Article 2"),
    ]


def test_deep_nesting_is_read_to_the_end() -> None:
    assert read_html("<div>" * 2000 + "Ebb" + "</div>" * 2000 + "<p>Flood</p>").text == "Ebb\n\nFlood"


def test_numbered_points_that_a_table_sets_are_paragraphs_with_their_marks() -> None:
    inner = "<table><tr><td>(a)</td><td>red lamps;</td></tr><tr><td>(b)</td><td>blue ones.</td></tr></table>"
    page = f"<table><tr><td><p>(1)</p></td><td><p>The board keeps:</p>{inner}</td></tr></table><p>It is so."
    assert read_html(page).text == "(1) The board keeps:\n\n(a) red lamps;\n\n(b) blue ones.\n\nIt is so."


def test_a_table_of_two_columns_whose_first_is_no_mark_stays_a_table() -> None:
    rows = "<tr><td>North</td><td>12 m</td></tr><tr><td>(1)</td><td>9 m</td></tr>"
    assert read_html(f"<table>{rows}</table>").text == "North | 12 m\n(1) | 9 m"


def test_of_several_first_headings_the_one_that_the_page_names_is_the_title() -> None:
    body = "<h1>Abstract</h1><p>Lamps.<h1>The Lamps</h1><p>Twelve."
    assert read_html(f"<title>The Lamps - Harbour</title>{body}").title == "The Lamps"
    assert read_html(f"<title>Harbour notes</title>{body}").title == "Harbour notes"
    assert read_html(body).title == "Abstract"


def test_a_button_in_a_listing_is_left_out() -> None:
    assert read_html("<pre>lamp on\nlamp off<button>copy</button></pre>").text == "lamp on\nlamp off"


def test_prose_that_is_preformatted_is_read_as_plain_text_and_a_listing_is_not() -> None:
    line = "The board keeps twelve lamps along the harbour wall, and lights them\nat dusk, so that boats find home. "
    listing = "\n".join(f"lamp.light({number})  # at dusk" for number in range(40))
    marked = read_html(f"<h1>Lamps</h1><pre>1. Scope\n\n{line * 3}\n\n2. Terms\n\n{line * 3}</pre><pre>{listing}</pre>")
    assert [(heading.text, heading.level) for heading in marked.headings] == [
        ("Lamps", 1), ("1. Scope", 2), ("2. Terms", 2)]  # fmt: skip
    assert "lights them at dusk" in marked.text
    assert marked.text.endswith(listing)


def test_a_heading_that_links_back_to_the_contents_stays() -> None:
    marked = read_html('<h1>Harbour</h1><p>Lamps.<h2><a class="toc-backref" href="#toc">Towns</a></h2><p>Otaru.')
    assert [heading.text for heading in marked.headings] == ["Harbour", "Towns"]


def test_a_header_of_paragraphs_is_a_preamble_and_not_the_page_s_own() -> None:
    clause = "Whereas the tide comes in twice a day and goes out again as often. "
    page = "<body><header>{}</header><h2>Article 1</h2><p>" + clause * 20 + "</p></body>"
    assert read_html(page.format(f"<h2>Preamble</h2><p>{clause * 25}</p>")).text.startswith("Preamble\n\nWhereas")
    assert read_html(page.format("<p>Port of Norhaven</p>")).text.startswith("Article 1")


def test_what_a_page_offers_beside_its_text_goes() -> None:
    prose = "<p>" + "The tide comes in twice a day and goes out again as often as that. " * 40 + "</p>"
    offer = '<aside class="promo"><p>Our letter, every Friday.</p><form><input></form></aside>'
    links = "".join(f'<li><a href="/{i}">Five years of rows about the old lock {i}</a></li>' for i in range(3))
    teasers = f'<div class="related-box"><h4>More</h4><ul>{links}</ul></div>'
    replies = '<section id="comments"><p>Sign in to reply.</p></section>'
    text = read_html(f"<main>{prose}{offer}{teasers}{prose}{replies}</main>").text
    assert {block[:17] for block in text.split("\n\n")} == {"The tide comes in"}


def test_a_promise_without_a_form_and_links_among_prose_stay() -> None:
    promise = '<div class="promo"><p>Ships pass free in May.</p></div>'
    aside = '<p class="related">See <a href="/a">a</a> too.</p>'
    assert read_html(f"<main>{promise}{aside}</main>").text == "Ships pass free in May.\n\nSee a too."
