"""Here is a question, give me the ranked passages and facts."""

import os

# Unless this is set before it is imported, ONNX Runtime tells its makers over the network that it is used,
# from a thread of its own that outlives no fork. Kotae tells nobody anything.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# Kotae's matrices are small, and a thread of its own serves each request: OpenBLAS's threads would wait for each other
# in a busy loop. On two busy cores the one factorisation of a build took 80 times the CPU time that one thread takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
