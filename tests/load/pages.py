#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Public pages from the page cache against nginx with the same bytes (body and headers), on this machine, in one run.

pages.py KHEO [--quick]: makes a demonstration, starts `kheo serve` and an nginx (2 workers, sendfile, open_file_cache,
keep-alive, no log) on free ports of 127.0.0.1, checks that both answer the same bytes, then lets wrk ask both in turn.
Rounds alternate, so that other work on the machine hits both; the figure is the median of the rounds' ratios.
"""
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

CODINGS = {"br": "br", "gzip": "gz", "identity": "html"}
NGINX = """
worker_processes 2; daemon off; pid {dir}/nginx.pid; error_log {dir}/error.log crit; worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 60s;
  open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; server_tokens off; etag on; types {{ }}
  default_type "text/html; charset=utf-8"; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy;
  fastcgi_temp_path {dir}/fastcgi; uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {dir}/www; {locations} }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, path, coding):
    """Status line, headers and body as sent."""
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n".encode())
        data = b""
        while piece := peer.recv(65536):
            data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode().split("\r\n")
    return lines[0], [tuple(line.split(": ", 1)) for line in lines[1:]], body


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("a server did not start")


def processes(root):
    """The process and its children."""
    found = [root]
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) in found:
                found.append(int(entry.name))
    return found


def cpu_seconds(root):
    ticks = 0
    for pid in processes(root):
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def load(server, path, coding, connections, seconds):
    """Requests per second, and per second of the server's processor time; errors end the run."""
    before = cpu_seconds(server.pid)
    out = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "-H",
                          f"Accept-Encoding: {coding}", f"http://127.0.0.1:{server.port}{path}"],
                         capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(server.pid) - before
    if "Non-2xx" in out:
        sys.exit(out)
    words = out.split()
    requests = int(words[words.index("requests") - 1])
    return float(words[words.index("Requests/sec:") + 1]), requests / max(used, 0.01), words[words.index("99%") + 1]


def start(command, port, log):
    server = subprocess.Popen(command, stdout=log, stderr=log)
    server.port = port
    wait_for(port)
    return server


def nginx_locations(headers):
    def add(names):
        return "".join(f'add_header {k} "{v}" always; ' for k, v in headers[names] if k not in
                       ("Content-Type", "Content-Length", "Date", "Connection", "ETag", "Server"))
    out = ""
    for coding, suffix in CODINGS.items():
        out += f"location = /{suffix} {{ {add(coding)} }} "
    return out


def main():
    kheo, quick = sys.argv[1], "--quick" in sys.argv
    rounds, seconds = (3, 2) if quick else (5, 4)
    work = pathlib.Path(tempfile.mkdtemp())
    servers = []
    try:
        log = open(work / "log", "wb")
        subprocess.run([kheo, "demo", "--data", work / "data"], check=True, stderr=log)
        port = free_port()
        ours = start([kheo, "serve", "--data", work / "data", "--listen", f"127.0.0.1:{port}", "--log", "off"], port, log)
        servers.append(ours)
        (work / "www").mkdir()
        headers = {}
        for coding, suffix in CODINGS.items():
            ask(port, "/", coding)
            _, headers[coding], body = ask(port, "/", coding)
            (work / "www" / suffix).write_bytes(body)
        os.chmod(work, 0o755)
        nginx_port = free_port()
        (work / "nginx.conf").write_text(
            NGINX.format(dir=work, port=nginx_port, locations=nginx_locations(headers)))
        theirs = start(["nginx", "-c", work / "nginx.conf", "-p", work], nginx_port, log)
        servers.append(theirs)
        print(f"{'page':10} {'bytes':>6} {'c':>5} {'kheo/s':>9} {'p99':>8} {'nginx/s':>9} {'p99':>8} {'ratio':>6} {'per cpu':>8}")
        result = {}
        for coding, suffix in CODINGS.items():
            _, own, body = ask(port, "/", coding)
            _, other, same = ask(nginx_port, "/" + suffix, coding)
            names = {k for k, _ in own} - {"ETag"} - {k for k, _ in other}
            if body != same or names:
                sys.exit(f"not the same bytes: {names}")
            for connections in (64, 1024):
                ratios, per_cpu, best = [], [], None
                for turn in range(rounds):
                    pair = [(ours, "/"), (theirs, "/" + suffix)]
                    got = {}
                    for server, path in pair if turn % 2 == 0 else pair[::-1]:
                        got[server] = load(server, path, coding, connections, seconds)
                    ratios.append(got[ours][0] / got[theirs][0])
                    per_cpu.append(got[ours][1] / got[theirs][1])
                    if best is None or got[ours][0] > best[0][0]:
                        best = (got[ours], got[theirs])
                result[coding, connections] = statistics.median(ratios)
                print(f"{coding:10} {len(body):6} {connections:5} {best[0][0]:9.0f} {best[0][2]:>8} {best[1][0]:9.0f} "
                      f"{best[1][2]:>8} {statistics.median(ratios):6.2f} {statistics.median(per_cpu):8.2f}", flush=True)
        print("pages: kheo/nginx " + "; ".join(
            f"{coding} {result[coding, 64]:.2f} at 64, {result[coding, 1024]:.2f} at 1024" for coding in CODINGS))
    finally:
        for server in servers:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
