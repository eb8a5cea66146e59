"""The reader's training: rows, windows, unanswerable questions, measures, and a run that resumes exactly."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path

import pytest
from ferries import row, rows, tokenizer

from corpus.model import Span
from training.examples import Encoded, Example, Maker, Mix, encode, encoded, pad, steps
from training.measures import auc, exact, f1
from training.negatives import Swapper, lookalikes
from training.rewording import Reworder
from training.rows import Row, family, held_out, read_rows, split
from training.windows import Window, around, cut, heading, sentences

TEXT = "The ferry left in 1911. It sank near Oban! Ten men drowned. Nobody else was hurt."


def written(folder: Path, **given: object) -> Path:
    whole = {
        "question": "Q?",
        "context": "In Oban.",
        "answer_text": "Oban",
        "answer_start": 3,
        "source": "nq",
    }
    with lzma.open(folder / "rows.jsonl.xz", "at", encoding="utf-8") as lines:
        lines.write(json.dumps(whole | given) + "\n")
    return folder


def chance() -> random.Random:
    return random.Random(3)


def test_rows_are_read_with_their_places(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path)) == (Row("Q?", "In Oban.", "Oban", 3, "nq"),)


def test_rows_without_an_answer_are_read_as_such(tmp_path: Path) -> None:
    (read,) = read_rows(written(tmp_path, answer_text=None, answer_start=None))

    assert (read.answer, read.start) == ("", None)


def test_answers_as_long_as_summaries_are_left_out(tmp_path: Path) -> None:
    long = "word " * 24 + "end"

    assert read_rows(written(tmp_path, context=long, answer_text=long, answer_start=0)) == ()


def test_a_misplaced_answer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 1: the answer isn't at its place"):
        read_rows(written(tmp_path, answer_start=2))


def test_a_folder_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^no \*\.jsonl"):
        read_rows(tmp_path)


def test_a_source_falls_under_the_first_key_that_it_begins_with() -> None:
    sources = ("squad-train/x", "squad2-train/y", "squadshifts/reddit", "qamr/dev")

    assert [family(source) for source in sources] == ["squad", "squad", "squadshifts/reddit", "qamr"]


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no share"):
        family("elsewhere")


def test_a_context_is_held_out_whole() -> None:
    rows = [row(f"Q{number}?", f"Context {number % 40}  with words.", "words") for number in range(400)]
    training, validation = split(rows, 0.2)

    assert len(training) + len(validation) == 400
    assert not {one.context for one in training} & {one.context for one in validation}
    assert 0 < len({one.context for one in validation}) < 20
    assert all(held_out(row("?", one.context.replace("  ", " "), None), 0.2) for one in validation)


def test_sentences_cover_the_text() -> None:
    assert "".join(part.of(TEXT) for part in sentences(TEXT)) == TEXT
    assert [part.of(TEXT).strip() for part in sentences(TEXT)] == [
        "The ferry left in 1911.",
        "It sank near Oban!",
        "Ten men drowned.",
        "Nobody else was hurt.",
    ]


def test_a_window_holds_its_focus_and_keeps_to_its_budget() -> None:
    oban = Span(TEXT.index("Oban"), TEXT.index("Oban") + 4)
    words = [
        len(around(TEXT, oban, budget, lambda text: len(text.split()), chance()).of(TEXT).split())
        for budget in (1, 4, 6, 99)
    ]

    assert words == [4, 4, 4, len(TEXT.split())]


def test_an_answer_moves_with_its_window() -> None:
    oban = Span(TEXT.index("Oban"), TEXT.index("Oban") + 4)
    window = cut(TEXT, sentences(TEXT)[1], oban, "Ferries. Losses. ")

    assert window.text == "Ferries. Losses. It sank near Oban!"
    assert window.answer is not None
    assert window.answer.of(window.text) == "Oban"


def test_headings_are_names_that_the_text_speaks_of() -> None:
    over = heading("the Port of Oban lies on the Firth of Lorn.", chance())

    assert set(over.removesuffix(". ").split(". ")) <= {"Port of Oban", "Firth of Lorn"}
    assert over.endswith(". ")
    assert heading("no names here", chance()) == ""


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What left in 1911?", "What left in "),
        ("How were they hurt near Oban?", "How were they hurt near "),
    ],
)
def test_one_grounded_part_of_a_question_is_swapped(question: str, kept: str) -> None:
    asked = row(question, TEXT, "men")
    swapper = Swapper.learn([asked, row("Who saw Kyle?", "Kyle was seen.", "Kyle")])
    swapped = swapper.swap(asked, chance())

    assert swapped is not None
    assert swapped != question
    assert swapped.startswith(kept)
    assert swapped.removeprefix(kept).removesuffix("?") not in TEXT


def test_a_rank_is_swapped_for_another_rank() -> None:
    asked = row("Who ran the second race?", "Ann ran the second race.", "Ann")
    swapped = Swapper.learn([asked]).swap(asked, chance())

    assert swapped is not None
    assert swapped != asked.question
    assert swapped.split()[:3] == ["Who", "ran", "the"]


def test_a_question_with_no_part_in_its_context_is_not_swapped() -> None:
    asked = row("Who met Kyle in 1850?", TEXT, "men")

    assert Swapper.learn([asked]).swap(asked, chance()) is None


def test_one_ordinary_word_of_a_question_is_exchanged_for_another_of_its_kind() -> None:
    asked = row("Where has the ferry sank?", TEXT, "Oban")
    reworder = Reworder({"ferry": "NN", "sank": "VBD", "left": "VBD", "drowned": "VBD"}, {"NN": ("lamp",), "VBD": ()})
    said = {reworder.reword(asked, random.Random(seed)) for seed in range(40)} - {None}

    # The words of its context but for those of the sentence that answers; of other questions; or denied.
    assert said == {
        "Where has the lamp sank?",
        "Where has the ferry left?",
        "Where has the ferry drowned?",
        "Where hasn't the ferry sank?",
    }


def test_a_question_whose_words_its_context_lacks_is_not_reworded() -> None:
    asked = row("Why do dogs bark?", TEXT, "men")

    assert Reworder({"dogs": "NNS", "bark": "VB"}, {"NNS": ("cats",), "VB": ("purr",)}).reword(asked, chance()) is None


def test_words_are_learnt_with_their_most_frequent_tag() -> None:
    learnt = Reworder.learn([row("Who mended the old boats?", TEXT, "men"), row("Which boats sank?", TEXT, "men")])

    assert learnt.tags == {"boats": "NNS", "mended": "VBD", "old": "JJ", "sank": "VBD"}
    assert learnt.words["VBD"] == ("mended", "sank")


def test_lookalikes_share_words_but_not_the_answer() -> None:
    asked = row("When did the ferry leave Oban?", TEXT, "1911")
    near, far = "The ferry to Oban left late.", "Bread is baked at night."
    same = "A ferry left Oban in 1911."
    rows = [asked, row("Q?", near, "late"), row("Q?", same, "ferry"), row("Q?", far, "night")]

    assert lookalikes(rows)[0] == (near, far)


def test_answers_are_found_again_among_the_pieces() -> None:
    example = Example("When?", Window(TEXT, Span(18, 22)), "answer", "nq")
    encoded = encode(example, tokenizer(), 240)
    pair = tokenizer().encode("When?", TEXT)

    assert encoded is not None
    assert TEXT[pair.offsets[encoded.start][0] : pair.offsets[encoded.end][1]] == "1911"


def test_an_example_whose_answer_would_be_cut_off_is_dropped() -> None:
    example = Example("When?", Window(TEXT, Span(18, 22)), "answer", "nq")

    assert encode(example, tokenizer(), 16) is None


def test_an_unanswerable_example_points_at_its_first_piece_and_is_cut() -> None:
    encoded = encode(Example("When?", Window(TEXT, None), "lookalike", "nq"), tokenizer(), 16)

    assert encoded is not None
    assert (encoded.start, encoded.end, len(encoded.ids), encoded.ids[-1]) == (0, 0, 16, 3)


def test_batches_are_padded_to_their_longest() -> None:
    batch = pad([Encoded((2, 5, 3), (0, 1, 1), 1, 1), Encoded((2, 3), (0, 1), 0, 0)])

    assert batch.ids.tolist() == [[2, 5, 3], [2, 3, 0]]
    assert batch.mask.tolist() == [[1, 1, 1], [1, 1, 0]]
    assert (batch.starts.tolist(), batch.ends.tolist()) == ([1, 0], [1, 0])


def test_the_same_seed_deals_the_same_steps() -> None:
    def dealt(seed: int) -> list[list[list[int]]]:
        drawn = (one for one, _ in encoded(Maker(rows(), tokenizer(), Mix()), seed))
        stream = steps(drawn, seed, part=2, parts=2, pool=2)
        return [part.ids.tolist() for _ in range(20) for part in next(stream)]

    assert dealt(1) == dealt(1)
    assert dealt(1) != dealt(2)


def test_negatives_are_unanswerable_and_of_the_kind_asked_for() -> None:
    maker = Maker(rows(), tokenizer(), Mix())
    made = [maker.unanswerable(0, chance(), kind) for kind in ("lookalike", "swapped", "elsewhere", "reworded")]

    assert [one.kind if one else None for one in made] == ["lookalike", "swapped", None, "reworded"]
    assert all(one.window.answer is None for one in made if one)


def test_exact_match_forgives_case_articles_and_punctuation() -> None:
    assert exact("the Ferry.", ["A ferry"]) == 1.0
    assert exact("ferries", ["ferry"]) == 0.0


def test_f1_is_the_best_over_accepted_answers() -> None:
    assert f1("the old red ferry", ["red boat", "red ferry"]) == pytest.approx(0.8)
    assert f1("", ["ferry"]) == 0.0


def test_auc_counts_ties_half() -> None:
    assert auc([3.0, 1.0, 2.0, 1.0], [True, True, False, False]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)
