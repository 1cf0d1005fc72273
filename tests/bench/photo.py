#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What making a large photo anew costs: each run is a process of its own, so that its peak of memory is its own.

photo.py PROGRAM [--quick]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

PHOTOS = (("1 megapixel", 1152, 864), ("12 megapixels", 4000, 3000), ("48 megapixels", 8000, 6000))


def middle(values):
    return sorted(values)[len(values) // 2]


def main():
    program = pathlib.Path(sys.argv[1])
    rounds = 3 if "--quick" in sys.argv else 9
    if not program.exists():
        raise SystemExit("build first: dev/build release kheo_bench_picture")
    print(f"{rounds} processes per photo, median; load average {os.getloadavg()[0]:.1f}")
    print(f"{'photo':<16} {'file MB':>8} {'processor ms':>13} {'MB at most':>11} {'above rest':>11}   copies")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, width, height in PHOTOS:
            photo = pathlib.Path(folder) / "photo.jpg"
            subprocess.run([program, "make", photo, str(width), str(height)], check=True)
            told = [subprocess.run([program, "clean", photo], check=True, capture_output=True, text=True).stdout.split()
                    for _ in range(rounds)]
            spent, rest, peak = (middle([float(each[i]) for each in told]) for i in range(3))
            found[name] = (spent, peak)
            print(f"{name:<16} {photo.stat().st_size / 1e6:8.1f} {spent:13.0f} {peak:11.0f} {peak - rest:11.0f}   {' '.join(told[0][3:])}")
    small, large = found["12 megapixels"], found["48 megapixels"]
    print(f"photo: 12 megapixels {small[0]:.0f} ms and {small[1]:.0f} MB, 48 megapixels {large[0]:.0f} ms and {large[1]:.0f} MB; "
          f"48/12 {large[0] / small[0]:.2f}")


main()
