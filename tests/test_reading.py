"""Files and folders become documents, or an error that says what to do."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from corpus import reading
from corpus.errors import SourceError
from corpus.reading import read_sources


def write(path: Path, text: str = "The tide ebbs.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def ids(*paths: Path) -> list[str]:
    return [document.id for document in read_sources(paths)]


def test_a_folder_is_read_by_name_and_other_kinds_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/c.html",
        "README",
        "old.rst",
        ".hidden.txt",
        ".git/x.txt",
        "photo.jpg",
    ):
        write(tmp_path / name)
    write(tmp_path / "facts.toml")
    write(tmp_path / "questions.jsonl")
    assert ids(tmp_path) == ["README", "a/c.html", "a/z.md", "b.txt", "old.rst"]


def test_a_file_is_called_by_its_name_and_namesakes_by_the_folders_above(tmp_path: Path) -> None:
    north, south = write(tmp_path / "north" / "log" / "a.txt"), write(tmp_path / "south" / "log" / "a.txt")
    assert ids(north) == ["a.txt"]
    assert ids(north, south, write(tmp_path / "b.txt")) == ["north/log/a.txt", "south/log/a.txt", "b.txt"]
    assert ids(tmp_path / "north", tmp_path / "south") == ["north/log/a.txt", "south/log/a.txt"]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(file)
    assert ids(tmp_path, file) == ["a.txt"]


def test_a_document_says_where_it_came_from_and_what_its_bytes_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "log" / "spring-tide_2021.txt", "The tide rose.\r\n")
    monkeypatch.chdir(tmp_path)
    (document,) = read_sources([Path("log")])
    assert (document.source, document.title) == ("log/spring-tide_2021.txt", "spring tide 2021")
    assert (document.text, document.headings) == ("The tide rose.", ())
    assert document.digest == hashlib.sha256(b"The tide rose.\r\n").hexdigest()


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "The Tides\n\nThe tide ebbs.", "The Tides"),
        ("a.md", "# The Tides\n\nThe tide ebbs.", "The Tides"),
        ("a.html", "<title>The Tides | Norhaven</title><p>The tide ebbs.", "The Tides"),
        ("NEWS", "The Tides\n=========\n\nThe tide ebbs.", "The Tides"),
    ],
)
def test_every_format_gives_its_title(tmp_path: Path, name: str, text: str, title: str) -> None:
    (document,) = read_sources([write(tmp_path / name, text)])
    assert document.title == title
    assert document.text.endswith("The tide ebbs.")


def fails(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_sources([path])
    assert str(caught.value).startswith(caught.value.source)
    return caught.value.reason


def test_nothing_to_read_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="name at least one file or folder"):
        read_sources([])
    assert fails(tmp_path).startswith("the folder holds no source: put a file there (.docx, ")
    assert fails(tmp_path / "gone.txt") == "there is no such file or folder: check the path"
    assert fails(write(tmp_path / "a.txt", " \n\u200b\n")) == "it holds no text to answer from: leave it out or fill it"
    assert fails(write(tmp_path / "a.odt")).startswith("files of this kind can't be read: give one of .docx")


def test_a_bad_file_in_a_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    write(tmp_path / "good.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "bad.txt").write_bytes(b"caf\xe9")
    with pytest.raises(SourceError) as caught:
        read_sources([tmp_path])
    assert str(caught.value) == f"{tmp_path}/sub/bad.txt: it isn't UTF-8 at byte 3 (line 1): save it as UTF-8"


def test_broken_and_circular_links_are_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert fails(tmp_path / "a.txt") == "the link leads nowhere: mend it or name another file"
    assert fails(tmp_path) == "the link leads nowhere: mend it or name another file"
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").symlink_to(tmp_path / "c.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "b.txt")
    assert fails(tmp_path / "b.txt") == "the link leads nowhere: mend it or name another file"


def test_a_folder_called_like_a_file_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt" / "a.txt")
    assert ids(tmp_path) == ["notes.txt/a.txt"]
    (tmp_path / "notes.txt" / "a.txt").unlink()
    assert fails(tmp_path / "notes.txt").startswith("the folder holds no source")


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert fails(tmp_path / "a.txt") == "it is neither a file nor a folder: name one"
    assert fails(tmp_path).startswith("the folder holds no source")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0)
    assert fails(tmp_path / "a.txt").startswith("it can't be read (Permission denied)")


def test_a_file_that_is_too_large_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 2**20)
    assert fails(write(tmp_path / "a.txt", "x" * (2**20 + 1))) == "it is larger than 1 MiB: split it into several files"


def test_a_name_that_is_no_unicode_is_shown_with_replacements(tmp_path: Path) -> None:
    (Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))).write_text("The tide ebbs.")
    assert ids(tmp_path) == ["caf\ufffd.txt"]
