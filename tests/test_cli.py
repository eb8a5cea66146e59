"""The commands: what they print, how they end, and that nothing that goes wrong shows a traceback."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from harbour import ABOUT, CHARTER, NOTES, open_searcher, publish

from index.searcher import Searcher
from index.store import Store
from service.commands.cli import cli
from service.commands.ending import run
from service.settings import SETTINGS
from service.upkeep.jobs import Jobs

Kotae = Callable[..., tuple[int, str, str]]
COMMANDS = ("ask", "build", "diff", "facts", "generations", "rollback", "search", "serve", "watch")


@pytest.fixture
def kotae(published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kotae:
    """Runs a command over the harbour's documents: its exit status, output and errors.

    The stores of tests hold no encoder files: the words' encoder stands in for them.
    """
    monkeypatch.setenv("KOTAE_STORE", str(published))
    monkeypatch.setattr(Searcher, "open", open_searcher)

    def command(*words: str) -> tuple[int, str, str]:
        status = run(cli, list(words))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_ends_in_an_example(kotae: Kotae, command: str) -> None:
    status, out, _ = kotae(*filter(None, [command, "--help"]))
    last = out.rstrip().split("Example:\n")[-1].splitlines()
    assert status == 0
    assert all(line.strip().startswith(("kotae " + command, "echo ")) for line in last)


def test_every_setting_is_an_option_of_serve() -> None:
    options = {name for option in cli.commands["serve"].params for name in option.opts}
    assert options == {setting.option for setting in SETTINGS}


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once this code has run."""
    code += "; import sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


def test_help_comes_at_once() -> None:
    loaded = modules_after("from service.commands.cli import cli; cli.main(['serve', '-h'], standalone_mode=False)")
    slow = {"numpy", "onnxruntime", "faiss", "torch", "flask", "pydantic", "rich", "gunicorn"}
    assert loaded & slow == set()


def test_a_server_has_loaded_nothing_that_a_fork_would_break() -> None:
    loaded = modules_after("import service.commands.cli, service.web.server, index.store")
    assert loaded & {"onnxruntime", "faiss", "torch", "prometheus_client"} == set()


def test_an_answer_comes_first_then_its_words_and_their_place(kotae: Kotae) -> None:
    status, out, err = kotae("ask", "When was the charter signed?", "-k", "1")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] in (CHARTER, "3 May 1999")
    assert lines[2:4] == [f"  “{CHARTER}”", "  — Harbour notes › Charter"]
    assert f"Passages\n  1. Harbour notes › Charter  (1.00)\n     {CHARTER} {ABOUT[:7]}" in out


def test_json_is_the_apis_own(kotae: Kotae) -> None:
    status, out, err = kotae("ask", "When was the charter signed?", "--json")
    reply = json.loads(out)
    assert (status, err, reply["generation"]) == (0, "", "gen1")
    quote = reply["answer"]["citations"][0]
    assert NOTES.text[quote["start"] : quote["end"]] == quote["quote"]
    assert [hit["rank"] for hit in json.loads(kotae("search", "lamps", "--json")[1])["passages"]] == [1, 2, 3]


def test_a_search_prints_ranked_passages(kotae: Kotae) -> None:
    status, out, _ = kotae("search", "lamps", "-k", "1", "--mode", "lexical")
    assert (status, out.splitlines()[0]) == (0, "  1. Harbour notes › Lamps  (1.00)")
    assert kotae("search", "zebra", "--mode", "lexical")[1] == "No passage shares a word with that.\n"


def test_facts_are_lines_csv_or_json(kotae: Kotae) -> None:
    assert [line.split()[0] for line in kotae("facts")[1].splitlines()] == ["1999-05-03", "–", "2020"]
    rows = list(csv.reader(io.StringIO(kotae("facts", "--type", "event", "--csv")[1])))
    assert rows[1][:3] == ["f-storm", "event", "'=HYPERLINK(storm)"]
    found = json.loads(kotae("facts", "--sort", "-date", "--limit", "1", "--json")[1])
    assert [fact["id"] for fact in found["facts"]] == ["f-storm"]


def test_builds_are_listed_and_gone_back_to(kotae: Kotae, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOTAE_STORE", str(tmp_path))
    publish(Store(tmp_path), "gen1")
    publish(Store(tmp_path), "gen2")
    assert [line[:6] for line in kotae("generations")[1].splitlines()] == ["* gen2", "  gen1"]
    assert kotae("rollback") == (0, "Generation gen1 is served again.\n", "")
    assert [row["id"] for row in json.loads(kotae("generations", "--json")[1]) if row["served"]] == ["gen1"]
    status, out, err = kotae("rollback", "nowhere")
    assert (status, out, err) == (1, "", "kotae: no generation is called 'nowhere'\n")


@pytest.mark.parametrize("command", [("ask", "x"), ("search", "x"), ("facts",), ("generations",)])
def test_without_an_index_each_command_says_what_to_do(kotae: Kotae, tmp_path: Path, command: tuple[str, ...]) -> None:
    store = tmp_path / "empty"
    assert kotae(*command, "--store", str(store)) == (
        1,
        "",
        f"kotae: no index in {store} yet: run `kotae build`\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "No such command 'fly'."),
        (("ask",), "Missing argument 'QUESTION'."),
        (("ask", " "), "question: must not be empty."),
        (("ask", "a\x1b"), "question: must not hold the character U+001B."),
        (("ask", "x" * 1001), "question: must have at most 1000 characters."),
        (("ask", "a", "-k", "0"), "0 is not in the range 1<=x<=50."),
        (("facts", "--date-from", "soon"), "date_from: must be a date such as 2007, 2007-02 or 2007-02-16."),
        (("facts", "--csv", "--json"), "--csv and --json exclude each other."),
        (("facts", "--type", "treaty"), "type: "),
        (("serve", "--port", "x"), "--port (KOTAE_PORT): must be a whole number from 0 to 65535, not 'x'"),
        (("build", "--index", "milvus://h"), "--index (KOTAE_INDEX): must be faiss: this build"),
    ],
)
def test_misuse_ends_with_2_and_a_sentence(kotae: Kotae, words: tuple[str, ...], said: str) -> None:
    status, out, err = kotae(*words)
    assert (status, out) == (2, "")
    assert said in err


def test_a_wrong_variable_ends_with_1_and_a_sentence(kotae: Kotae, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOTAE_KEEP", "none")
    said = "kotae: KOTAE_KEEP: must be a whole number from 1 to 1000, not 'none'\n"
    assert kotae("build") == (1, "", said)


def test_sources_that_are_not_there_end_with_1_and_a_sentence(kotae: Kotae, tmp_path: Path) -> None:
    status, out, err = kotae("build", str(tmp_path / "nothing.txt"))
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"kotae: {tmp_path / 'nothing.txt'}: ")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (
            ZeroDivisionError("x"),
            1,
            "kotae: something went wrong inside (ZeroDivisionError: x): please report it\n",
        ),
        (
            OSError(28, "No space left on device"),
            1,
            "kotae: the output can't be written: no space left on device\n",
        ),
        (PermissionError(13, "Permission denied", "/a"), 1, "kotae: /a: permission denied\n"),
        (MemoryError(), 1, "kotae: something went wrong inside (MemoryError: ): please report it\n"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(
    error: BaseException, status: int, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def fail() -> None:
        raise error

    assert run(fail, []) == status
    assert capfd.readouterr().err == said


@pytest.mark.parametrize("words", [("ask", "When?"), ("search", "When?"), ("evaluate", "gold.jsonl")])
def test_a_question_is_asked_with_the_reader_that_is_set(
    kotae: Kotae, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gold.jsonl").write_text('{"id": "1", "question": "When?", "kind": "date", "evidence": [], "answers": []}\n')
    readers = []

    def opened(store: Store, name: str | None = None, *, reader: str | None = None) -> Searcher:
        readers.append(reader)
        return open_searcher(store, name)

    monkeypatch.setattr(Searcher, "open", opened)
    assert kotae(*words)[0] == 0
    assert kotae(*words, "--reader", "off")[0] == 0
    assert readers == [None, "off"]


@pytest.mark.parametrize("words", [("search", "charter"), ("ask", "Who signed?"), ("facts",)])
def test_the_last_good_generation_answers_for_a_damaged_one_with_a_word_of_it(
    kotae: Kotae, published: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = kotae(*words)
    store = shutil.copytree(published, tmp_path / "store")
    monkeypatch.setenv("KOTAE_STORE", str(store))
    publish(Store(store), "gen2")
    (store / "generations" / "gen2" / "tokens.npy").unlink()
    assert kotae(*words) == (
        *said[:2],
        "kotae: generation gen2 is damaged (tokens.npy can't be read: No such file or directory): run `kotae build "
        "--force`; the last good generation answers instead\n",
    )


def test_how_a_build_ended_is_kept_for_the_service_to_tell(kotae: Kotae, tmp_path: Path) -> None:
    nothing = str(tmp_path / "nothing.txt")
    assert kotae("build", nothing, "--store", str(tmp_path / "store"))[0] == 1
    job = Jobs(tmp_path / "store").failure()
    assert job is not None
    assert (job.state, job.error) == ("failed", f"{nothing}: there is no such file or folder: check the path")


def test_a_question_is_understood_from_the_history_in_a_file(kotae: Kotae, tmp_path: Path) -> None:
    talk = tmp_path / "talk.json"
    talk.write_text('[{"question": "What is the charter of the board?", "answer": "A charter"}]')
    status, out, _ = kotae("ask", "and when was it signed?", "--history", str(talk))
    assert (status, out.splitlines()[0]) == (0, "Showing results for: When was the charter of the board signed?")


@pytest.mark.parametrize("text", ["{", '{"question": "a"}', '[{"question": ""}]', '[{"asked": "a", "answer": "b"}]'])
def test_a_history_that_cannot_be_read_is_misuse(kotae: Kotae, tmp_path: Path, text: str) -> None:
    talk = tmp_path / "talk.json"
    talk.write_text(text)
    status, out, err = kotae("ask", "and when?", "--history", str(talk))
    assert (status, out) == (2, "")
    assert "history" in err


def test_the_day_that_it_is_asked_for_counts(kotae: Kotae) -> None:
    status, out, _ = kotae("ask", "What was signed last year?", "--as-of", "2000-01-01", "--json")
    assert (status, json.loads(out)["understood"]) == (0, "What was signed in 1999?")
    status, _, err = kotae("ask", "What was signed last year?", "--as-of", "tomorrow")
    assert status == 2
    assert "as_of" in err
