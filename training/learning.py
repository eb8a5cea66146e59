"""Gradients and marks of a reader: the only module here that runs torch besides the training loop.

On a CPU a step's parts are taken by `workers` threads of one core each, a queue between them: on a busy
machine that is up to twice as fast as one pass split over the cores, which waits at every operator for the
slower one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from training.examples import Batch, Encoded, pad

#: By what a teacher's and a pupil's logits are divided before they are compared.
SOFTENED = 2.0
#: Longest answer that is read, in word pieces; the shipped reader has the same limit.
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Learner:
    """A model on its device, the parameters that learn, and how many threads share a step."""

    model: Any
    device: str
    workers: int
    #: bfloat16 autocast, see `quick_half`.
    half: bool

    @property
    def parameters(self) -> list[Any]:
        """The parameters that learn, in the model's order."""
        return [parameter for parameter in self.model.parameters() if parameter.requires_grad]

    def forward(self, batch: Batch) -> Any:
        """The model's output for a batch; its loss is the mean over the batch."""
        given = {
            "input_ids": batch.ids,
            "attention_mask": batch.mask,
            "start_positions": batch.starts,
            "end_positions": batch.ends,
        }
        if has_types(self.model):
            given["token_type_ids"] = batch.types
        tensors = {name: torch.from_numpy(array).to(self.device) for name, array in given.items()}
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            return self.model(**tensors)

    def loss(self, batch: Batch) -> torch.Tensor:
        """The mean loss over a batch: of its answers, or half of it how far the logits are from a teacher's.

        That is the mean divergence of the teacher's distributions over pieces from the model's, both softened by
        `SOFTENED`, whose square keeps its gradients as large (Hinton et al., 2015). Where an answer is in doubt the
        teacher alone counts.
        """
        output = self.forward(batch)
        if batch.taught is None or batch.sure is None:
            return output.loss  # type: ignore[no-any-return]
        sure = torch.from_numpy(batch.sure).to(self.device)
        told = torch.from_numpy(batch.taught).to(self.device)
        sums = torch.zeros(len(batch), device=self.device)
        for logits, teachers, place in (
            (output.start_logits, told[0], batch.starts),
            (output.end_logits, told[1], batch.ends),
        ):
            kept = logits.float().masked_fill(torch.isinf(teachers), -1e4)
            own = torch.nn.functional.cross_entropy(kept, torch.from_numpy(place).to(self.device), reduction="none")
            target = torch.softmax(teachers / SOFTENED, dim=-1)
            said = torch.log_softmax(kept / SOFTENED, dim=-1)
            apart = (torch.special.xlogy(target, target) - target * said).sum(dim=-1) * SOFTENED**2
            sums = sums + torch.where(sure, (own + apart) / 2, apart) / 2
        return sums.mean()

    def learn(self, parts: Sequence[Batch]) -> float:
        """Sets every parameter's gradient to that of the mean loss over all parts; returns that loss."""
        total = sum(len(part) for part in parts)
        parameters = self.parameters
        sums: list[torch.Tensor] = []
        losses: list[float] = []
        lock = threading.Lock()

        def take(part: Batch) -> None:
            loss = self.loss(part) * (len(part) / total)
            gradients = torch.autograd.grad(loss, parameters)
            with lock:
                losses.append(float(loss.detach()))
                if sums:
                    torch._foreach_add_(sums, gradients)
                else:
                    sums.extend(gradients)

        share(parts, take, self.workers)
        for parameter, gradient in zip(parameters, sums, strict=True):
            parameter.grad = gradient
        return sum(losses)

    def mark(self, examples: Sequence[Encoded], size: int = 16) -> list[Marked]:
        """For each example its best span and scores, in order."""
        order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids), reverse=True)
        chunks = [order[at : at + size] for at in range(0, len(order), size)]
        marked: dict[int, Marked] = {}

        def take(chunk: Sequence[int]) -> None:
            batch = pad([examples[at] for at in chunk])
            with torch.no_grad():
                output = self.forward(batch)
            starts, ends = output.start_logits.float().cpu().numpy(), output.end_logits.float().cpu().numpy()
            for row, at in enumerate(chunk):
                marked[at] = best(starts[row], ends[row], examples[at].types)

        self.model.eval()
        share(chunks, take, self.workers)
        self.model.train()
        return [marked[at] for at in range(len(examples))]


def has_types(model: Any) -> bool:
    """Whether a model tells question and window apart by token types, as BERT does and MPNet doesn't."""
    return bool(getattr(model.config, "type_vocab_size", 0))


def quick_half(device: str) -> bool:
    """Whether bfloat16 is faster than float32: on a GPU, and on a CPU with matrix tiles (AMX), not on others."""
    return device != "cpu" or bool(torch.cpu._is_amx_tile_supported())


@dataclass(frozen=True, slots=True)
class Marked:
    """The best span's first and last piece, its logit sum, and that of "no answer" (the first piece)."""

    start: int
    end: int
    score: float
    null_score: float


def best(starts: Any, ends: Any, types: Sequence[int]) -> Marked:
    """The best span of at most `LONGEST` pieces inside the second text; arrays are (longest,) logits."""
    first = types.index(1)
    last = len(types) - 1  # the closing special piece
    sums = starts[first:last, None] + ends[None, first:last]
    allowed = np.triu(np.ones(sums.shape, dtype=np.bool_)) & ~np.triu(np.ones(sums.shape, dtype=np.bool_), LONGEST)
    sums = np.where(allowed, sums, -np.inf)
    start, end = divmod(int(sums.argmax()), sums.shape[1])
    return Marked(start + first, end + first, float(sums[start, end]), float(starts[0] + ends[0]))


def share(parts: Sequence[Any], take: Callable[[Any], None], workers: int) -> None:
    """Calls `take` on every part, from `workers` threads; the first error of any thread is raised."""
    waiting = list(reversed(parts))
    lock = threading.Lock()
    errors: list[BaseException] = []

    def work() -> None:
        while not errors:
            with lock:
                if not waiting:
                    return
                part = waiting.pop()
            try:
                take(part)
            except BaseException as error:  # handed to the caller's thread
                errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers - 1)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
