"""Median milliseconds of a PyTorch training step, on a network of training-step.mjs. Prints JSON.

python3 training-step.py unet|flat THREADS BATCH CROP
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

NAME, THREADS, BATCH, CROP = sys.argv[1], *map(int, sys.argv[2:5])
STEPS, WIDTHS, BLOCKS = 20, (32, 64, 96), 2


def convolution(into, out, kernel, **options):
    return nn.Conv2d(into, out, kernel, bias=False, **options)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = convolution(width, width, 3, padding=1)
        self.second = convolution(width, width, 3, padding=1)

    def forward(self, x):
        return x + self.second(F.relu(self.first(x)))


def chain(width, blocks=BLOCKS):
    return nn.Sequential(*[Block(width) for _ in range(blocks)])


class Flat(nn.Module):
    def __init__(self, width=32, blocks=5):
        super().__init__()
        self.head = convolution(1, width, 6, stride=2)
        self.blocks = chain(width, blocks)
        self.tail = convolution(width, 4, 3, padding=1)

    def forward(self, image):
        features = self.blocks(self.head(F.pad(image, (2, 2, 2, 2), mode='replicate')))
        return image + F.pixel_shuffle(self.tail(features), 2)


class Unet(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = convolution(1, WIDTHS[0], 6, stride=2)
        self.down = nn.ModuleList(chain(w) for w in WIDTHS[:-1])
        self.shrink = nn.ModuleList(convolution(a, b, 2, stride=2) for a, b in zip(WIDTHS, WIDTHS[1:]))
        self.bottom = chain(WIDTHS[-1])
        self.grow = nn.ModuleList(convolution(b, 4 * a, 1) for a, b in zip(WIDTHS, WIDTHS[1:]))
        self.up = nn.ModuleList(chain(w) for w in WIDTHS[:-1])
        self.tail = convolution(WIDTHS[0], 4, 3, padding=1)

    def forward(self, image):
        x = self.head(F.pad(image, (2, 2, 2, 2), mode='replicate'))
        skips = []
        for down, shrink in zip(self.down, self.shrink):
            x = down(x)
            skips.append(x)
            x = shrink(x)
        x = self.bottom(x)
        for grow, up in reversed(list(zip(self.grow, self.up))):
            x = up(skips.pop() + F.pixel_shuffle(grow(x), 2))
        return image + F.pixel_shuffle(self.tail(x), 2)


torch.set_num_threads(THREADS)
network = {'unet': Unet, 'flat': Flat}[NAME]()
optimiser = torch.optim.AdamW(network.parameters(), 1e-3, betas=(0.9, 0.99), weight_decay=0)
clean = torch.rand(BATCH, 1, CROP, CROP)
times = []
processor = []
for _ in range(STEPS):
    noisy = clean + 0.1 * torch.randn_like(clean)
    began, busy = time.perf_counter(), time.process_time()
    optimiser.zero_grad()
    loss = (network(noisy) - clean).abs().mean()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    times.append(time.perf_counter() - began)
    processor.append(time.process_time() - busy)


def median(values):
    return 1e3 * sorted(values)[STEPS // 2]


print(json.dumps({'milliseconds': median(times), 'processor': median(processor), 'torch': torch.__version__}))
