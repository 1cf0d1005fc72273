#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""300 slow connections (a third dribbles headers, a third bodies, a third does not read) and a normal client meanwhile.

slow.py KHEO [--quick]: makes a demonstration, starts `kheo serve` on a free port of 127.0.0.1, measures the waits of a normal
client without and with the slow ones, and when the last slow one was closed.
"""
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from pages import free_port, wait_for

HEAD = "Host: a\r\nAccept-Encoding: identity\r\n"


def timed(port, path, kept):
    """Seconds until the whole answer is there; over a kept connection or a new one."""
    began = time.monotonic()
    peer = kept or socket.create_connection(("127.0.0.1", port), 30)
    peer.sendall(f"GET {path} HTTP/1.1\r\n{HEAD}\r\n".encode())
    data = b""
    while b"\r\n\r\n" not in data:
        data += peer.recv(65536)
    head, body = data.split(b"\r\n\r\n", 1)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += peer.recv(65536)
    took = time.monotonic() - began
    if not kept:
        peer.close()
    return took


def normal_client(port, seconds, waits):
    kept = socket.create_connection(("127.0.0.1", port), 30)
    paths = ["/", "/mo-hinh", "/en/mo-hinh?nam=2026"]
    end = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < end:
        drawn_anew = f"/mo-hinh?tim=khong{turn}"
        for path, own in [(paths[turn % 3], kept), (paths[turn % 3], None), (drawn_anew, kept)]:
            waits.append(timed(port, path, own))
        turn += 1
        time.sleep(0.02)


class Slow:
    def __init__(self, port, kind):
        self.kind, self.began, self.closed = kind, time.monotonic(), None
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        self.socket.connect(("127.0.0.1", port))
        first = {"header": "GET / HTTP/1.1\r\n" + HEAD + "X: ",
                 "body": f"POST /dang-nhap HTTP/1.1\r\n{HEAD}Content-Length: 50000\r\n\r\n",
                 "reader": (f"GET /mo-hinh HTTP/1.1\r\n{HEAD}\r\n") * 30}[kind]
        self.socket.sendall(first.encode())
        self.socket.setblocking(False)

    def dribble(self):
        if self.closed:
            return
        watch = select.poll()
        watch.register(self.socket, select.POLLRDHUP)
        if watch.poll(0):  # ended or reset, also where bytes lie unread
            self.closed = time.monotonic()
            return
        try:
            if self.kind == "reader":
                self.socket.recv(1)
            else:
                self.socket.send(b"x")
        except BlockingIOError:
            pass
        except OSError:
            self.closed = time.monotonic()


def percentile(waits, share):
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))] * 1000


def main():
    kheo, quick = sys.argv[1], "--quick" in sys.argv
    each = 20 if quick else 100
    work = pathlib.Path(tempfile.mkdtemp())
    server = None
    try:
        log = open(work / "log", "wb")
        subprocess.run([kheo, "demo", "--data", work / "data"], check=True, stderr=log)
        port = free_port()
        server = subprocess.Popen([kheo, "serve", "--data", work / "data", "--listen", f"127.0.0.1:{port}", "--log", "off"],
                                  stdout=log, stderr=log)
        wait_for(port)
        alone, meanwhile = [], []
        normal_client(port, 5, alone)
        slow = [Slow(port, kind) for kind in ("header", "body", "reader") for _ in range(each)]
        client = threading.Thread(target=normal_client, args=(port, 25, meanwhile))
        client.start()
        while client.is_alive():
            for each_one in slow:
                each_one.dribble()
            time.sleep(1)
        client.join()
        lived = {kind: [s.closed - s.began for s in slow if s.kind == kind and s.closed] for kind in ("header", "body", "reader")}
        left = sum(1 for s in slow if not s.closed)
        print(f"{'normal client':28} {'requests':>8} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
        for name, waits in (("alone", alone), (f"beside {len(slow)} slow ones", meanwhile)):
            print(f"{name:28} {len(waits):8} {percentile(waits, .5):8.2f} {percentile(waits, .99):8.2f} {max(waits) * 1000:8.2f}")
        for kind, times in lived.items():
            print(f"slow by {kind:8} closed {len(times)} of {len(slow) // 3}, the last after {max(times, default=0):.1f} s")
        print(f"slow: max wait {max(meanwhile) * 1000:.1f} ms (alone {max(alone) * 1000:.1f} ms); closed {len(slow) - left} of {len(slow)}, "
              f"the last after {max(max(t, default=0) for t in lived.values()):.1f} s")
    finally:
        if server:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
