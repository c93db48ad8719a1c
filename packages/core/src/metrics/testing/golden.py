"""Writes metrics.golden.json (scikit-image) and ../../image/testing/resize.golden.json (Pillow): python3 golden.py"""

import json
import os

import numpy
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

here = os.path.dirname(os.path.abspath(__file__))


def picture(width, height, channels, seed):
    y, x, channel = numpy.meshgrid(numpy.arange(height), numpy.arange(width), numpy.arange(channels), indexing="ij")
    texture = (x * 7 + y * 13 + x * y * (3 + seed) + channel * 29) % 61
    edge = numpy.where((x + 2 * y + channel * 5) % 40 < 20, 60, 150)
    return (edge + texture).astype(numpy.float64)


metrics = []
for width, height, channels, seeds in [(64, 48, 1, (0, 1)), (33, 57, 3, (0, 2)), (11, 11, 1, (1, 4)), (40, 11, 3, (3, 5))]:
    a, b = (picture(width, height, channels, seed) for seed in seeds)
    ssim = [
        structural_similarity(
            a[:, :, c], b[:, :, c], data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
        for c in range(channels)
    ]
    psnr = peak_signal_noise_ratio(a, b, data_range=255)
    metrics.append(dict(width=width, height=height, channels=channels, seeds=seeds, psnr=psnr, ssim=float(numpy.mean(ssim))))
with open(os.path.join(here, "metrics.golden.json"), "w") as file:
    json.dump(metrics, file, indent=2)

resized = []
source = Image.fromarray(picture(37, 23, 1, 0)[:, :, 0].astype(numpy.float32), mode="F")
for width, height, fit in [(16, 9, "fill"), (50, 61, "fill"), (12, 12, "cover"), (5, 20, "cover"), (37, 23, "fill"), (1, 1, "fill")]:
    ratio = min(37 / width, 23 / height)
    w, h = (ratio * width, ratio * height) if fit == "cover" else (37, 23)
    box = ((37 - w) / 2, (23 - h) / 2, (37 + w) / 2, (23 + h) / 2)
    result = numpy.asarray(source.resize((width, height), Image.Resampling.BICUBIC, box=box), dtype=numpy.float64)
    resized.append(dict(width=width, height=height, fit=fit, data=[round(v, 4) for v in result.flatten().tolist()]))
folder = os.path.join(here, "..", "..", "image", "testing")
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "resize.golden.json"), "w") as file:
    json.dump(resized, file)
