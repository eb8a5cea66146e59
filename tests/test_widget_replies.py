"""What the chat widget makes of a reply, in a real browser."""

from __future__ import annotations

import pytest
from accord import ASK, FACTS, PASSAGES, QUESTION, SUGGESTED, TEXT, answered, evidence, fact, passage, problem, silent
from browser import Browser, Chat
from selenium.webdriver.common.by import By
from standin import StandIn

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e gnp.exe \u2066\x07&amp;](javascript:x)"


@pytest.mark.browser
def test_an_answer_comes_first_with_how_sure_it_is_and_the_words_it_stands_on(
    browser: Browser, standin: StandIn
) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    assert chat.find(".turn h3 bdi").text == QUESTION
    assert chat.find(".answer").text == "3 May 1999"
    assert chat.find(".sure").text.splitlines()[0] == "Sure"
    assert "93 in 100" in str(chat.find(".sure").get_attribute("title"))
    assert chat.find("blockquote").text.startswith("The Lantern Accord 🏮🏮 was signed on 3 May 1999 in Otaru by")
    assert [mark.text for mark in chat.all("blockquote mark")] == ["3 May 1999"]
    place = evidence("3 May 1999")
    link = chat.find("figcaption a")
    assert link.text == "Signing"
    assert chat.find("figcaption .above").text == "The Lantern Accord"
    assert link.get_attribute("href") == (
        f"{standin.url}documents/accord?start={place['start']}&end={place['end']}"
        "#q=When%20was%20the%20Lantern%20Accord%20signed%3F"
    )
    assert standin.bodies(ASK) == [{"question": QUESTION}]


@pytest.mark.browser
def test_in_a_long_quote_the_words_of_the_answer_are_marked(browser: Browser, standin: StandIn) -> None:
    sentence = TEXT[evidence("The Lantern Accord 🏮🏮")["start"] : evidence("(TI).")["end"]]
    marked = {
        "3rd May, 1999": ["3 May 1999"],
        "May 3 1999": ["3 May 1999"],
        "the Tide Institute": ["the Tide Institute"],
        "4 May 1999": [],
        sentence.removesuffix(" Tide Institute (TI)."): [],  # to mark nearly all of it would point at nothing
        "🏮": [],
    }
    replies = [{**answered(text=text, citations=[evidence(sentence)]), "passages": []} for text in marked]
    standin.say(ASK, *replies)
    chat = Chat.at(browser, standin.url)
    for text in marked:
        chat.ask(text)
    quotes = chat.all("blockquote")
    assert [quote.text for quote in quotes] == [sentence] * len(marked)
    found = [[mark.text for mark in quote.find_elements(By.CSS_SELECTOR, "mark")] for quote in quotes]
    assert found == list(marked.values())


@pytest.mark.browser
def test_a_fact_is_a_card_in_human_words(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    lines = chat.find(".card").text.splitlines()
    assert lines[:2] == ["Agreement · Accord", "Lantern Accord between HO and TI"]
    rows = chat.all(".card dt, .card dd")
    assert [row.text for row in rows[:8]] == [
        "Date", "3 May 1999", "Parties", "HO, TI", "Place", "Otaru", "Valid until", "2 May 2009",
    ]  # fmt: skip


@pytest.mark.browser
def test_passages_open_on_demand_with_their_highlights_marked(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    assert not chat.find(".passages").is_displayed()
    summary = next(one for one in chat.all("summary") if one.text == "Passages (2)")
    browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", summary)
    summary.click()
    assert [mark.text for mark in chat.all(".passages mark")] == [
        "was signed on 3 May 1999",
        "held in June 2001",
    ]
    assert [place.text.splitlines() for place in chat.all(".passages .place")] == [
        ["Signing", "The Lantern Accord"], ["Meetings", "The Lantern Accord"],
    ]  # fmt: skip


@pytest.mark.browser
def test_a_list_shows_its_items_and_how_it_was_worked_out(browser: Browser, standin: StandIn) -> None:
    listed = answered(
        kind="list",
        text="June 2001; 2003",
        items=["June 2001", "2003"],
        plan="meetings, by date",
        confidence=0.7,
    )
    standin.say(ASK, listed)
    chat = Chat.at(browser, standin.url)
    chat.ask("Which meetings were held?")
    assert [item.text for item in chat.all(".items li")] == ["June 2001", "2003"]
    assert chat.all(".answer") == []
    assert chat.find(".sure").text.splitlines()[0] == "Fairly sure"
    assert chat.find(".more summary").text == "How this was worked out"


@pytest.mark.browser
def test_a_count_shows_its_number_above_its_items(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(kind="count", text="2", count=2, items=["June 2001", "2003"], confidence=0.3))
    chat = Chat.at(browser, standin.url)
    chat.ask("How many meetings were held?")
    assert chat.find(".answer").text == "2"
    assert [item.text for item in chat.all(".items li")] == ["June 2001", "2003"]
    assert chat.find(".sure").text.splitlines()[0] == "Not sure"


@pytest.mark.browser
def test_where_the_source_does_not_say_the_nearest_passages_are_shown(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, silent())
    chat = Chat.at(browser, standin.url)
    chat.ask("Who painted the lighthouse?")
    assert chat.find(".answer").text == "The source does not say."
    assert chat.find(".hint").text.startswith("Nothing in the documents answers this.")
    assert chat.all(".passages .near")[1].text.startswith("… held in June 2001 and lasted two days.")
    assert chat.all("figure, mark") == []  # what is no answer is pointed at by nothing


@pytest.mark.browser
def test_a_list_of_one_item_is_told_once(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(kind="list", text="June 2001", items=["June 2001"], plan="meetings, by date"))
    chat = Chat.at(browser, standin.url)
    chat.ask("Which meetings were held before 2002?")
    assert chat.gists() == ["June 2001"]
    assert chat.all(".items") == []


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "told"), [("en", "page 12"), ("ja", "12ページ"), ("hi", "पृष्ठ 12")])
def test_what_stands_in_a_paged_source_is_told_with_its_page(
    browser: Browser, standin: StandIn, lang: str, told: str
) -> None:
    paged = {**answered(citations=[{**evidence("3 May 1999"), "page": 12}]), "passages": [{**PASSAGES[0], "page": 12}]}
    paged["facts"] = [{**FACTS[0], "evidence": {**FACTS[0]["evidence"], "page": 12}}]
    standin.say(ASK, paged)
    chat = Chat.at(browser, standin.host('data-mode="inline"', lang=lang))
    chat.ask(QUESTION)
    assert chat.find("figcaption").text.splitlines()[0].endswith(f" · {told}")
    assert chat.find(".card .place").text.endswith(f" · {told}")
    assert told in str(chat.find(".passages .place").get_attribute("textContent"))


@pytest.mark.browser
def test_a_follow_up_carries_the_last_three_turns_that_were_answered(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, *[answered(text=str(number)) for number in range(4)], silent(), answered())
    chat = Chat.at(browser, standin.url)
    for number in range(6):
        chat.ask(f"Question {number}?")
    turns = [{"question": f"Question {number}?", "answer": str(number)} for number in (1, 2, 3)]
    assert standin.bodies(ASK)[5] == {"question": "Question 5?", "history": turns}


@pytest.mark.browser
def test_a_service_that_knows_no_history_is_asked_without(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    refused = problem(422, "history: unknown", errors=[{"field": "history", "message": "unknown"}])
    chat = Chat.at(browser, standin.url)
    chat.ask("One?")
    standin.say(ASK, refused, status=422)
    standin.also(ASK, answered(text="two"))
    chat.ask("Two?")
    chat.ask("Three?")
    assert [sorted(body) for body in standin.bodies(ASK)] == [
        ["question"], ["history", "question"], ["question"], ["question"],
    ]  # fmt: skip


@pytest.mark.browser
def test_dates_read_as_a_person_writes_them(browser: Browser, standin: StandIn) -> None:
    worded = {
        "2007-02-16": ["16 February 2007", "2007年2月16日"],
        "2012-02": ["February 2012", "2012年2月"],
        "1985": ["1985", "1985年"],
        "2021-05-08/2021-05-09": ["8 May 2021 – 9 May 2021", "2021年5月8日 – 2021年5月9日"],
        "2014/..": ["2014 – …", "2014年 – …"],
        "196X": ["1960s", "1960年代"],
        "1984~": ["about 1984", "約1984年"],
        "2021-02-31": ["2021-02-31", "2021-02-31"],
        "<b>": ["<b>", "<b>"],
    }
    browser.open(standin.url)
    both = "days.map((day) => ['en', 'ja'].map((lang) => dateText(day, lang)))"
    script = (
        f"const [days, done] = arguments; import('/static/widget/wording.js').then(({{ dateText }}) => done({both}))"
    )
    assert browser.driver.execute_async_script(script, list(worded)) == list(worded.values())


@pytest.mark.browser
def test_amounts_read_as_a_person_writes_them(browser: Browser, standin: StandIn) -> None:
    worded = [
        ((1_000_000_000, "JPY", False), "1 billion Japanese yen"),
        ((277, "joint projects", True), "about 277 joint projects"),
        ((2849, "students", False), "2,849 students"),
        ((3_500_000.5, None, False), "3.500001 million"),
        ((12, "SVD", False), "12 SVD"),
        ((None, "JPY", False), None),
    ]
    facts = [dict(zip(("value", "unit", "approximate"), stated, strict=True)) for stated, _ in worded]
    browser.open(standin.url)
    texts = "facts.map((fact) => amountText(fact, 'en'))"
    script = "const [facts, done] = arguments; import('/static/widget/wording.js')"
    script += f".then(({{ amountText }}) => done({texts}))"
    assert browser.driver.execute_async_script(script, facts) == [words for _, words in worded]


@pytest.mark.browser
def test_suggestions_ask_at_once(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.find(".examples")
    assert [one.text for one in chat.all(".examples button")] == SUGGESTED
    chat.press(SUGGESTED[1])
    chat.settled()
    assert standin.bodies(ASK) == [{"question": SUGGESTED[1]}]


@pytest.mark.browser
def test_what_a_follow_up_was_taken_to_mean_is_shown_and_can_be_refused(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    standin.say(ASK, {**answered(), "understood": "Until when is the Lantern Accord valid?"})
    chat.ask("Until when?")
    assert chat.find(".understood b").text == "Until when is the Lantern Accord valid?"
    chat.press("Search for “Until when?” instead")
    chat.settled()
    assert [sorted(body) for body in standin.bodies(ASK)] == [
        ["question"], ["history", "question"], ["question"],
    ]  # fmt: skip


@pytest.mark.browser
def test_yes_or_no_is_one_word_in_the_readers_language(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(kind="yesno", text="No: it was signed in Otaru"))
    chat = Chat.at(browser, standin.host('data-lang="ja" data-mode="inline"'))
    chat.ask("Was it signed in Nemuro?")
    assert chat.find(".answer").text == "いいえ"


@pytest.mark.browser
def test_items_that_each_have_a_quote_lead_to_it_and_many_are_cut(browser: Browser, standin: StandIn) -> None:
    items = [f"item {number}" for number in range(15)]
    cited = [evidence("3 May 1999")] * 15
    standin.say(ASK, answered(kind="list", text="item 0; item 1…", items=items, citations=cited, plan="list of items"))
    chat = Chat.at(browser, standin.url)
    chat.ask("Which items?")
    assert [link.text for link in chat.all(".items a") if link.is_displayed()] == items[:10]
    assert chat.find(".rest summary").text == "Show all 15"
    assert [line.get_attribute("textContent") for line in chat.all(".plan")] == ["list of items", "Rows counted: 15"]


@pytest.mark.browser
def test_hostile_text_is_shown_as_text(browser: Browser, standin: StandIn) -> None:
    start, text = evidence("3 May 1999")["start"], HOSTILE
    quote = {
        "document_id": "../../x?",
        "passage_id": "p1",
        "start": start,
        "end": start + len(text),
        "quote": text,
    }
    found = {
        **passage("p1", 1, TEXT[:9], HOSTILE, TEXT[:3]),
        "title": HOSTILE,
        "text": text,
        "headings": [HOSTILE],
    }
    bad = fact(
        "f1",
        "agreement",
        HOSTILE,
        TEXT[:3],
        parties=[HOSTILE],
        date=HOSTILE,
        place=HOSTILE,
        unit=HOSTILE,
        value=1,
    )
    reply = answered(text=HOSTILE, items=[HOSTILE], citations=[quote], plan=HOSTILE)
    standin.say(ASK, {**reply, "passages": [found], "facts": [bad]})
    standin.say("GET /api/v1/facts", {"facts": [bad], "total": 1, "next_cursor": None})
    chat = Chat.at(browser, standin.url)
    chat.ask(HOSTILE.replace("\x07", ""))
    assert chat.find("blockquote").get_attribute("textContent") == HOSTILE
    assert chat.find(".answer").get_attribute("textContent") == HOSTILE
    assert chat.all("script, img, iframe") == []
    assert browser.driver.find_elements(By.CSS_SELECTOR, "kotae-chat ~ script, main script") == []
    assert str(chat.find("figcaption a").get_attribute("href")).startswith(f"{standin.url}x%3F?start=")
