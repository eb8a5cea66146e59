"""A virtual environment for each contender under `.bench/`, with the same torch and transformers everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".bench"
#: What all contenders share, at the versions of constraints.txt: what encodes, and what it runs on.
SHARED = ("huggingface_hub", "numpy", "safetensors", "sentence-transformers", "tokenizers", "torch",
          "transformers")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    """Another project: its packages at their newest releases, the first of them named in the table."""

    name: str
    packages: tuple[str, ...]
    script: str


PEERS = (
    Peer("txtai", ("txtai", "sentence-transformers"), "with_txtai.py"),
    Peer("Chroma", ("chromadb", "sentence-transformers"), "with_chroma.py"),
    Peer("Haystack", ("haystack-ai", "sentence-transformers-haystack", "sentence-transformers"),
         "with_haystack.py"),
)  # fmt: skip


def interpreter(peer: Peer) -> Path:
    """The peer's own Python, installed where it isn't yet.

    SystemExit where an install would bring a CUDA build: gigabytes that a CPU has no use for.
    """
    folder = FOLDER / peer.name.lower()
    python, done = folder / "bin" / "python", folder / "installed.json"
    if done.is_file():
        return python
    FOLDER.mkdir(exist_ok=True)
    pins = FOLDER / "pins.txt"
    pins.write_text("\n".join(_pins()) + "\n", "utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - our own interpreter
    wanted = [*peer.packages, next(pin for pin in _pins() if pin.startswith("torch=="))]
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-c", str(pins)]
    plan = folder / "plan.json"
    subprocess.run([*pip, "--dry-run", "--report", str(plan), *wanted], check=True)  # noqa: S603
    names = [one["metadata"]["name"] for one in json.loads(plan.read_text("utf-8"))["install"]]
    if cuda := [name for name in names if name.lower().startswith(("nvidia", "triton", "cuda"))]:
        raise SystemExit(f"{peer.name} would bring {', '.join(cuda)}: put a CPU build of torch where pip finds it")
    subprocess.run([*pip, *wanted], check=True)  # noqa: S603
    done.write_text(json.dumps(names), "utf-8")
    return python


def version(python: Path, package: str) -> str:
    """The installed version of a package."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    said = subprocess.run([str(python), "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
    return said.stdout.strip()


def _pins() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.split("==")[0] in SHARED]
