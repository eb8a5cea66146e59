"""Here is a question, give me the ranked passages and facts."""

import os

# Unless this is set before it is imported, ONNX Runtime tells its makers over the network that it is used,
# from a thread of its own that outlives no fork. Kotae tells nobody anything.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
