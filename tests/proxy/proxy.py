# SPDX-License-Identifier: Apache-2.0
"""proxy.py KHEO: the server behind nginx with TLS, exactly as packaging/nginx.conf and nginx-public.conf say (ports, name and certificate changed).

Proves: HTTP goes to HTTPS; pages come through; signing in works and its cookie is Secure; what a visitor writes into
X-Forwarded-Proto decides nothing; large bodies are refused; /metrics stays inside; while Khéo restarts people read what to do.
Exit 77 (skipped) where nginx or openssl is missing."""
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

KHEO = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
NAME = "kheo.example"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port, process):
    for _ in range(300):
        if process.poll() is not None:
            sys.exit(f"{process.args[0]} ended with {process.returncode}")
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"nobody listens on {port}")


class Visitor:
    """A browser behind TLS: keeps cookies, believes the certificate."""

    def __init__(self, port):
        self.port, self.cookies = port, {}
        self.tls = ssl.create_default_context()
        self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=60)
        sent = {"Host": NAME, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        answer.set_cookies = answer.headers.get_all("Set-Cookie") or []
        for cookie in answer.set_cookies:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return answer


def check(kept, words):
    print(("ok   " if kept else "FAILED ") + words)
    if not kept:
        raise SystemExit(1)


def configure(work, http_port, https_port, kheo_port):
    text = "".join((ROOT / "packaging" / name).read_text(encoding="utf-8") for name in ("nginx.conf", "nginx-public.conf"))
    for old, new in (("127.0.0.1:8080", f"127.0.0.1:{kheo_port}"), ("listen 80;", f"listen 127.0.0.1:{http_port};"),
                     ("listen 443 ssl http2;", f"listen 127.0.0.1:{https_port} ssl http2;"),
                     ("/etc/ssl/certs/kheo.pem", f"{work}/cert.pem"), ("/etc/ssl/private/kheo.key", f"{work}/key.pem")):
        assert old in text, old
        text = text.replace(old, new)
    text = re.sub(r"\n\s*listen \[::\][^\n]*", "", text)
    (work / "nginx.conf").write_text(f"""daemon off; pid {work}/nginx.pid; error_log {work}/error.log; worker_processes 1;
events {{}}
http {{ access_log off; client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f;
uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
{text} }}""", encoding="utf-8")


def sign_in(visitor, password):
    page = visitor.ask("GET", "/dang-nhap")
    csrf = re.search(r'name="_csrf" value="([^"]+)"', page.text)
    assert csrf, page.text[:2000]
    form = urllib.parse.urlencode({"_csrf": csrf[1], "ten": "admin", "mat_khau": password})
    return visitor.ask("POST", "/dang-nhap", form, {"Content-Type": "application/x-www-form-urlencoded",
                                                    "Origin": f"https://{NAME}"})


def run(work):
    kheo_port, http_port, https_port = free_port(), free_port(), free_port()
    made = subprocess.run([KHEO, "init", "--data", work / "data"], capture_output=True, text=True, check=True)
    password = made.stderr.split()[-1]  # the last word of what `kheo init` says, once
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
                    "-keyout", work / "key.pem", "-out", work / "cert.pem"], check=True, capture_output=True)
    configure(work, http_port, https_port, kheo_port)
    server_log = open(work / "serve.log", "w", encoding="utf-8")
    server = subprocess.Popen([KHEO, "serve", "--data", work / "data", "--listen", f"127.0.0.1:{kheo_port}"], stderr=server_log)
    nginx = subprocess.Popen([NGINX, "-p", work, "-c", work / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        wait_for(kheo_port, server)
        wait_for(https_port, nginx)
        visit(http_port, https_port, password)
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        visit_nobody(https_port)
    finally:
        for process in (nginx, server):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        server_code = server.wait(60)
        nginx.wait(60)
    check(server_code == 0, "the server stops gracefully")


def visit_public(https_port, session):
    """The name that shows the public pages only (nginx-public.conf)."""
    visitor = Visitor(https_port)
    visitor.cookies = session

    def status(path, method="GET"):
        return visitor.ask(method, path, headers={"Host": f"public.{NAME}"}).status
    for path in ("/", "/en/", "/lo/", "/mo-hinh", "/en/mo-hinh"):
        check(status(path) == 200, f"{path} is public")
    for path in ("/ban-lam-viec", "/en/dang-nhap", "/so-dang-ky", "/tai-khoan", "/metrics", "/mo-hinh-x", "/en/so-lieu", "//ban-lam-viec",
                 "/mo-hinh/../ban-lam-viec", "/mo-hinh/%2e%2e/ban-lam-viec", "/assets/..%2fban-lam-viec"):
        check(status(path) in (400, 404), f"{path} is not, also for who is signed in elsewhere")
    check(status("/mo-hinh", "POST") == 403, "nothing can be sent")
    check(status("/dang-nhap") == 302, "officers are led to their own name")


def visit_nobody(https_port):
    """Khéo is being restarted: no page of nginx's own, but what to do."""
    for method, path, host in (("GET", "/so-dang-ky", NAME), ("POST", "/so-dang-ky/moi", NAME), ("GET", "/mo-hinh", f"public.{NAME}")):
        page = Visitor(https_port).ask(method, path, headers={"Host": host})
        check(page.status == 503 and page.headers["Retry-After"] == "60", f"{method} {path} while Khéo restarts is told to come back")
        check("gửi lại" in page.text and "Wait a minute" in page.text and "nginx" not in page.text, "in words, what is typed included")


def visit(http_port, https_port, password):
    plain = http.client.HTTPConnection("127.0.0.1", http_port)
    plain.request("GET", "/mo-hinh?x=1", headers={"Host": NAME})
    answer = plain.getresponse()
    check(answer.status == 301 and answer.headers["Location"] == f"https://{NAME}/mo-hinh?x=1", "HTTP goes to HTTPS")
    visitor = Visitor(https_port)
    home = visitor.ask("GET", "/")
    check(home.status == 200 and "<html" in home.text, "pages come through")
    check("max-age" in home.headers.get("Strict-Transport-Security", ""), "browsers are told to stay on HTTPS")
    check("default-src" in home.headers.get("Content-Security-Policy", ""), "Khéo's own headers come through")
    check(visitor.ask("GET", "/metrics").status == 404, "/metrics stays inside")
    entered = sign_in(visitor, password)
    check(entered.status == 303, f"signing in works ({entered.status})")
    session = [c for c in entered.set_cookies if c.startswith("kheo_session=")]
    check(len(session) == 1 and "Secure" in session[0] and "HttpOnly" in session[0], "the session cookie is Secure")
    check(not entered.headers["Location"].startswith("http:"), "redirects stay on HTTPS")
    visit_public(https_port, dict(visitor.cookies))
    stranger = Visitor(https_port)
    stranger.ask("GET", "/dang-nhap", headers={"X-Forwarded-Proto": "http"})
    page = stranger.ask("GET", "/dang-nhap", headers={"X-Forwarded-Proto": "http"})
    check(all("Secure" in c for c in page.set_cookies), "a forged X-Forwarded-Proto takes no Secure away")
    try:
        large = visitor.ask("POST", "/dang-nhap", b"x" * (65 << 20), {"Content-Type": "application/octet-stream"})
        refused = large.status == 413
    except (ConnectionError, ssl.SSLError, OSError):
        refused = True  # closed while it was still being sent
    check(refused, "a body over the limit is refused")


if not os.path.exists(NGINX) or not shutil.which("openssl"):
    print("nginx or openssl is missing (Debian packages nginx-light, openssl): skipped")
    sys.exit(77)
with tempfile.TemporaryDirectory() as directory:
    run(pathlib.Path(directory))
