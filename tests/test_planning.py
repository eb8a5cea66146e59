"""Which questions are questions over facts, what their plans are, and which are none."""

from __future__ import annotations

import time

import pytest
from treaties import isles

from index.ledger import Ledger
from index.planning import plan_question, planned
from index.telling import material


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return isles(tmp_path_factory.mktemp("isles"))


LISTS = {
    "Which agreements were signed in 2012?": ("list of agreements, dated in 2012", "pilots reefs"),
    "In 2012, which agreements were signed?": ("list of agreements, dated in 2012", "pilots reefs"),
    "what was signed in 2012": ("list of agreements, dated in 2012", "pilots reefs"),
    "Which deals were signed between 2001 and 2005?": ("list of agreements, dated from 2001 to 2005", "salt whales"),
    "List all letters of intent with the Port Authority of Lund": (
        "list of agreements whose instrument is LoI, with Port Authority of Lund",
        "reefs wrecks",
    ),
    "Name the treaties that Norway and Spain signed.": (
        "list of agreements whose instrument is Treaty, that mention “Norway” and “Spain”",
        "salt",
    ),
    "What did Norway and Spain sign in 2001?": (
        "list of agreements, that mention “Norway” and “Spain”, dated in 2001",
        "salt",
    ),
    "Which Norway-Spain treaties date from 2001?": (
        "list of agreements whose instrument is Treaty, that mention “Norway” and “Spain”, dated in 2001",
        "salt",
    ),
    "Which treaties have Norway and Spain signed with each other?": (
        "list of agreements whose instrument is Treaty, that mention “Norway” and “Spain”",
        "salt",
    ),
    "treaties with Spain": ("list of agreements whose instrument is Treaty, that mention “Spain”", "salt whales"),
    "agreements with French bodies": ("list of agreements, that mention “France”", "reefs"),
    "Which memoranda concern fishing?": (
        "list of agreements whose instrument is MoU, MoC, MoA, MoI or Memorandum, that mention “fishing”",
        "fish fish-again buoys",
    ),
    "agreements with PAL": ("list of agreements, with PAL", "pilots reefs wrecks"),
    "mous since 2010": ("list of agreements whose instrument is MoU, dated since 2010", "pilots"),
    "meetings in Bergen": ("list of meetings, place Bergen, cancelled ones left out", "council-1"),
    "Which meetings were held online?": ("list of meetings, place virtual, cancelled ones left out", "council-2"),
    "What meetings of the council were postponed?": (
        "list of meetings, that mention “council” and “postponed”",
        "council-3",
    ),
    "Which workshops took place in September 2015?": (
        "list of events or meetings, that mention “workshops”, dated in September 2015, cancelled ones left out",
        "workshop",
    ),
    "what expires after 2022": (
        "list of agreements or extensions, whose validity ends after 2022, in order of their end",
        "pilots-on",
    ),
    "Which agreements expire in 2022?": (
        "list of agreements or extensions, whose validity ends in 2022, in order of their end",
        "reefs-on",
    ),
    "What are the two most recent agreements?": ("list of 2 agreements, latest first", "reefs pilots"),
}


@pytest.mark.parametrize("question", LISTS)
def test_a_list_is_planned_and_run(ledger: Ledger, question: str) -> None:
    plan, rows = LISTS[question]
    result = planned(question, ledger)
    assert result is not None
    assert (str(result.plan), " ".join(fact.id for fact in result.rows)) == (plan, rows)


COUNTS = {
    "How many agreements were signed in 2009?": (2, "2 agreements; 1 more has no date"),
    "how many memoranda before 2010": (2, "2 memoranda"),
    "How many letters of intent has PAL signed?": (2, "2 letters of intent"),
    "How many agreements, letters of intent included, were signed in 2012?": (2, "2 agreements; 1 more has no date"),
    "How many MoUs have there been between MFA and Orkla Line so far?": (2, "2 MoUs"),
    "What is the number of treaties that were signed after 2000?": (2, "2 treaties"),
    "How many meetings were held before 2015?": (1, "1 meeting"),
    "How many meetings has the Sea Council held?": (2, "2 meetings"),
}


@pytest.mark.parametrize("question", COUNTS)
def test_a_count_is_planned_and_run(ledger: Ledger, question: str) -> None:
    result = planned(question, ledger)
    assert result is not None
    assert result.plan.aggregate == "count"
    told = material(result)
    assert (told.count, told.text) == COUNTS[question]


CHOICES = {
    "what was the latest meeting": "Second meeting of the Sea Council, June 2020",
    "What was the first agreement with PAL?": "MoU between PAL and Orkla Line on pilotage, 3 May 2012",
    "Which treaty is the oldest?": "Treaty between Norway and Denmark on sea limits, 1998",
    "What was the last extension?": "Extension of the MoU on pilotage, until 2 May 2024",
    "largest loan": "Loan for dredging, EUR 5,000,000",
    "What was the smallest loan?": "Loan for the new quay, EUR 2,000,000",
    "What is the sum of all the loans?": "EUR 7,000,000",
    "Which came first, the pilotage memorandum or the coral reef letter of intent?": (
        "the pilotage memorandum: 3 May 2012"
    ),
    "Which was agreed earlier: the treaty on salt or the treaty on whales?": "the treaty on salt: 9 June 2001",
    "Out of the tide workshop, the salt treaty and the relay mast at Lund, which is the most recent?": (
        "the tide workshop: 1 to 3 September 2015"
    ),
    "Which of the salt treaty and the whale treaty was signed last?": "the whale treaty: 2004 to 2005",
    "Which has been around longer, the relay mast or PAL's pilotage MoU?": "the relay mast: 2003",
    "The tide workshop and the salt treaty: which came first?": "the salt treaty: 9 June 2001",
    "Two papers: the salt treaty, and the whale treaty. Which is the later one?": "the whale treaty: 2004 to 2005",
    "Was the salt treaty or the limits treaty signed first?": "the limits treaty: 1998",
    "Which is newer: the first council meeting or the second council meeting?": (
        "the second council meeting: June 2020"
    ),
}


@pytest.mark.parametrize("question", CHOICES)
def test_a_choice_is_planned_and_run(ledger: Ledger, question: str) -> None:
    result = planned(question, ledger)
    assert result is not None
    assert material(result).text == CHOICES[question]


def test_things_are_grouped_where_the_question_says_by_what(ledger: Ledger) -> None:
    result = planned("How many treaties were signed per year?", ledger)
    assert result is not None
    assert result.groups == (("1998", 1), ("2001", 1), ("2004", 1))


#: Asked of an encyclopaedia, fact sheets and papers: about facts, but none over them.
NO_PLANS = """
How many scientists work at the reef institute?
How many people speak Norwegian?
How many visits has the council paid?
How many ships did the Orkla Line own in 2012?
How many members does the Sea Council have?
How many years did the war last?
How many of the ports are in Norway?
How many loans defaulted?
How many agreements have not been signed?
How many agreements were rejected in 2012?
How many more treaties did Norway sign than Denmark?
How many meetings were held in Norway?
How many times did the council meet?
Which treaty ended the war?
Which city hosted the first meeting of the Sea Council?
Which minister signed the latest treaty?
Which ministries signed agreements in 2012?
Which companies benefited from the agreements of 2012?
Which agreements were criticised by fishermen?
Which agreements were signed after the war?
Which agreements will be signed next year?
Which meetings did the king attend?
What was the first book printed in Bergen?
What was the largest ship of the line?
What did Norway and Spain agree on in 2001?
Which agreements were signed during visits of the king?
How many agreements expire before 2030?
What was the purpose of the treaty between Norway and Spain?
When was the first meeting of the Sea Council?
When was the memorandum on pilotage signed?
When does the pilotage memorandum expire?
Where was the latest meeting held?
Who signed the memorandum on pilotage?
Why were the treaties of 1998 signed?
Is the letter of intent on reefs still valid?
Did Norway sign a treaty in 2001?
Which is larger, Norway or Spain?
Which came first, the chicken or the egg?
Which was built earlier: the lighthouse or the harbour?
Which lasted longer, the council or the board?
Of the two treaties, which was not signed first?
What theory came before the theory of tides?
Which session was cancelled? Which agreements were signed in 2012?
Which agreements were signed in 1998, in 2001 and in 2004?
Which agreements were signed on 15 June?
Tell me about the agreements
What is the deal with whales?
norway treaty salt year
the agreements
agreement text pdf
Which conferences is Bergen University part of?
How much is the loan for the quay?
How large was the delegation at the workshop?
What programme was launched by the Orkla Line?
""".strip().splitlines()


@pytest.mark.parametrize("question", NO_PLANS)
def test_a_question_that_is_not_over_facts_has_no_plan(ledger: Ledger, question: str) -> None:
    assert planned(question, ledger) is None


@pytest.mark.parametrize(
    "question",
    ["Which agreements were signed in 1950?", "agreements with Sweden", "What was the latest treaty with Denmark?"],
)
def test_a_plan_that_finds_nothing_or_has_no_choice_gives_no_result(ledger: Ledger, question: str) -> None:
    assert plan_question(question, ledger) is not None
    assert planned(question, ledger) is None


def test_a_plan_takes_a_few_milliseconds(ledger: Ledger) -> None:
    questions = [*LISTS, *COUNTS, *CHOICES]
    planned(questions[0], ledger)
    began = time.perf_counter()
    for question in questions:
        planned(question, ledger)
    assert (time.perf_counter() - began) / len(questions) < 0.02  # 2 ms; ten times that on a busy machine
