"""Writes unet-training.golden.json: two training steps of a tiny `unet` as PyTorch computes them, for training-graph.test.ts."""

import json
import pathlib

import torch
from torch.nn import functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)

SHAPES = {
    "head.weight": (2, 1, 6, 6),
    "down.0.0.first.weight": (2, 2, 3, 3),
    "down.0.0.second.weight": (2, 2, 3, 3),
    "down.0.shrink.weight": (3, 2, 2, 2),
    "bottom.0.first.weight": (3, 3, 3, 3),
    "bottom.0.second.weight": (3, 3, 3, 3),
    "up.0.grow.weight": (8, 3, 1, 1),
    "up.0.0.first.weight": (2, 2, 3, 3),
    "up.0.0.second.weight": (2, 2, 3, 3),
    "tail.weight": (4, 2, 3, 3),
}
OPTIONS = {"learningRate": 1e-2, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8, "weightDecay": 0.1, "gradientLimit": 0.5, "keep": 0.9}


def rounded(tensor):
    """As float32, because that is what the graph computes with."""
    return tensor.float().double()


def network(w, x):
    def block(name, value):
        inner = F.relu(F.conv2d(value, w[f"{name}.first.weight"], padding=1))
        return value + F.conv2d(inner, w[f"{name}.second.weight"], padding=1)

    head = w["head.weight"] - w["head.weight"].mean(dim=(2, 3), keepdim=True)
    first = block("down.0.0", F.conv2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), head, stride=2))
    bottom = block("bottom.0", F.conv2d(first, w["down.0.shrink.weight"], stride=2))
    risen = F.pixel_shuffle(F.conv2d(bottom, w["up.0.grow.weight"]), 2)
    last = block("up.0.0", first + risen)
    return x + F.pixel_shuffle(F.conv2d(last, w["tail.weight"], padding=1), 2)


weights = {name: rounded(torch.randn(shape) * 0.3).requires_grad_() for name, shape in SHAPES.items()}
average = {name: value.detach().clone() for name, value in weights.items()}
clean = rounded(torch.rand(2, 1, 8, 8))
noisy = rounded(clean + torch.randn(2, 1, 8, 8) * 0.2)


def listed(values):
    return [round(number, 9) for value in values for number in value.detach().flatten().tolist()]


golden = {"options": OPTIONS, "clean": listed([clean]), "noisy": listed([noisy]), "parameters": listed(weights.values()), "steps": []}
optimiser = torch.optim.AdamW(
    weights.values(),
    lr=OPTIONS["learningRate"],
    betas=(OPTIONS["beta1"], OPTIONS["beta2"]),
    eps=OPTIONS["epsilon"],
    weight_decay=OPTIONS["weightDecay"],
)
for _ in range(2):
    optimiser.zero_grad()
    loss = F.l1_loss(network(weights, noisy), clean)
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(list(weights.values()), OPTIONS["gradientLimit"])
    optimiser.step()
    for name, value in weights.items():
        average[name] = value.detach() + OPTIONS["keep"] * (average[name] - value.detach())
    golden["steps"].append({"loss": loss.item(), "norm": norm.item()})
golden["next"] = {"parameters": listed(weights.values()), "average": listed(average.values())}

path = pathlib.Path(__file__).with_name("unet-training.golden.json")
path.write_text(json.dumps(golden) + "\n")
