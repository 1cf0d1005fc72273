#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a large photo costs the server: sent to a dossier of the demonstration like any photo, made anew in three sizes.

photo.py KHEO [--quick]. Each photo goes to a server that was just started, so that its peak of memory is this photo's. The photos are
made here by libvips: coarse blotches with fine noise, about as large as a telephone's.
"""
import ctypes
import ctypes.util
import os
import pathlib
import random
import re
import sqlite3
import sys
import tempfile
import time

import bench

PHOTOS = (("1 megapixel", 1152, 864), ("12 megapixels", 4000, 3000), ("48 megapixels", 8000, 6000))


class Vips:
    """The few calls of libvips that make a photo; every call answers a new picture."""

    OUT = object()

    def __init__(self):
        self.library = ctypes.CDLL(ctypes.util.find_library("vips"))
        self.library.vips_image_get_width.argtypes = self.library.vips_image_get_height.argtypes = [ctypes.c_void_p]
        self.library.vips_init(b"photo")

    def __getattr__(self, name):
        def call(*arguments):
            out = ctypes.c_void_p()
            given = [ctypes.byref(out) if each is Vips.OUT else ctypes.c_double(each) if isinstance(each, float) else each
                     for each in arguments]
            if getattr(self.library, f"vips_{name}")(*given, None) != 0:
                raise SystemExit(f"libvips: {name} failed")
            return out
        return call

    def photo(self, file, width, height):
        bands = []
        for band in range(3):
            coarse = self.gaussnoise(Vips.OUT, width // 40 + 1, height // 40 + 1, b"mean", 128.0, b"sigma", 60.0, b"seed", band + 1)
            large = self.resize(coarse, Vips.OUT, 40.0)
            size = self.library.vips_image_get_width(large), self.library.vips_image_get_height(large)
            fine = self.gaussnoise(Vips.OUT, *size, b"mean", 0.0, b"sigma", 6.0, b"seed", band + 9)
            both = self.cast(self.add(large, fine, Vips.OUT), Vips.OUT, 0)  # 0 = bytes
            bands.append(self.crop(both, Vips.OUT, 0, 0, width, height))
        joined = self.bandjoin((ctypes.c_void_p * 3)(*bands), Vips.OUT, 3)
        coloured = self.copy(joined, Vips.OUT, b"interpretation", 22)  # sRGB
        if self.library.vips_jpegsave(coloured, str(file).encode(), b"Q", 88, None) != 0:
            raise SystemExit("libvips: jpegsave failed")


def make(file, width, height):
    """In a process of its own: what libvips takes for it goes with it."""
    child = os.fork()
    if child == 0:
        Vips().photo(file, width, height)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit("no photo was made")


def body_of(fields, photo):
    bound = b"----photo"
    parts = [b"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n" % (bound, name.encode(), value.encode())
             for name, value in fields]
    parts.append(b"--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n%s\r\n"
                 % (bound, photo))
    return b"".join(parts) + b"--%s--\r\n" % bound, "multipart/form-data; boundary=----photo"


def send(home, page, photo):
    """Processor milliseconds, MB at rest, MB at most."""
    with bench.Server(home) as server:
        cookie = server.sign_in("lienhong")
        _, _, shown = server.get(page, cookie)
        csrf = re.search(r'name="?_csrf"?[^>]*value="([^"]*)"', shown.decode()).group(1)
        time.sleep(0.3)
        server.forget_peak()  # the password check of the sign-in took 64 MB on purpose
        rest, before = server.memory("VmRSS"), server.processor()
        body, kind = body_of([("_csrf", csrf), ("request_key", f"{random.getrandbits(128):032x}")], photo)
        connection = server.connection()
        connection.request("POST", page + "/anh", body, {"Content-Type": kind, "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (303, 422):  # 422: this photo stands there already; it was made anew all the same
            raise SystemExit(f"{page}: {answer.status}")
        return (server.processor() - before) * 1000, rest, server.memory("VmHWM")


def main():
    bench.KHEO = pathlib.Path(sys.argv[1])
    bench.PASSWORD = "hoa-sen-2026"
    rounds = 2 if "--quick" in sys.argv else 5
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "data"
        bench.run(bench.KHEO, "demo", "--data", home)
        code = sqlite3.connect(home / "kheo.db").execute("SELECT code FROM initiative_cycle WHERE state = 'running'").fetchone()[0]
        print(f"{rounds} servers per photo, median; {bench.load_average()}")
        print(f"{'photo':<16} {'file MB':>8} {'processor ms':>13} {'MB at rest':>11} {'MB at most':>11}")
        for name, width, height in PHOTOS:
            file = pathlib.Path(folder) / "photo.jpg"
            make(file, width, height)
            told = [send(home, f"/ho-so/{code}/minh-chung", file.read_bytes()) for _ in range(rounds)]
            spent, rest, peak = (bench.percentile([each[i] for each in told], 0.5) for i in range(3))
            found[name] = (spent, peak)
            print(f"{name:<16} {file.stat().st_size / 1e6:8.1f} {spent:13.0f} {rest:11.0f} {peak:11.0f}")
    small, large = found["12 megapixels"], found["48 megapixels"]
    print(f"photo: 12 megapixels {small[0]:.0f} ms and {small[1]:.0f} MB at most, 48 megapixels {large[0]:.0f} ms and {large[1]:.0f} MB; "
          f"48/12 {large[0] / small[0]:.2f}")


main()
