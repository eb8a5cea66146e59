"""What lies where sources are looked for, told without reading it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.presence import presence


def write(path: Path, text: str = "The tide ebbs.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(folder: Path, *sources: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in presence(sources or (folder,)).files)


def test_the_files_of_a_build_are_told_and_no_others(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.pdf", "README", "facts.toml", "b/questions.jsonl", ".git/d.txt", "e.jpg", ".f.txt.swp"):
        write(tmp_path / name)
    assert names(tmp_path) == ["README", "a.txt", "b/c.pdf", "b/questions.jsonl", "facts.toml"]


def test_a_single_file_comes_with_what_lies_beside_it_for_builds(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "facts.toml"):
        write(tmp_path / name)
    assert names(tmp_path, tmp_path / "a.txt") == ["a.txt", "facts.toml"]


def test_every_folder_is_told_where_a_source_could_appear(tmp_path: Path) -> None:
    write(tmp_path / "notes" / "deep" / "a.txt")
    found = presence([tmp_path / "notes", tmp_path / "gone" / "far" / "b.txt"])
    assert found.folders == {tmp_path, tmp_path / "notes", tmp_path / "notes" / "deep"}


def test_the_folder_that_a_link_leads_to_is_told(tmp_path: Path) -> None:
    target = write(tmp_path / "elsewhere" / "a.txt")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").symlink_to(target)
    (tmp_path / "notes" / "b.txt").symlink_to(tmp_path / "gone" / "b.txt")
    found = presence([tmp_path / "notes"])
    assert found.folders == {tmp_path, tmp_path / "notes", tmp_path / "elsewhere"}
    assert found.files[tmp_path / "notes" / "b.txt"] is None


@pytest.mark.parametrize("way", ["in place", "renamed over", "same size and time"])
def test_a_file_that_was_edited_differs_however_it_was(tmp_path: Path, way: str) -> None:
    file = write(tmp_path / "a.txt", "old")
    before = presence([tmp_path])
    if way == "in place":
        file.write_text("newer")
    elif way == "renamed over":
        write(tmp_path / ".a.txt.tmp", "new").rename(file)
    else:
        stat = file.stat()
        file.write_text("new")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert before.changes(presence([tmp_path])) == (file,)


def test_what_is_new_and_what_is_gone_are_changes_and_nothing_else_is(tmp_path: Path) -> None:
    old, same = write(tmp_path / "old.txt"), write(tmp_path / "same.txt")
    before = presence([tmp_path])
    assert before.changes(presence([tmp_path])) == ()
    old.unlink()
    new = write(tmp_path / "new.txt")
    assert before.changes(presence([tmp_path])) == (new, old)
    assert same.exists()
