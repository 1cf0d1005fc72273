# SPDX-License-Identifier: Apache-2.0
"""The kheo program from outside, for tests that kill, starve and restore it: commands, a server, a person at a
browser, the database behind it. Standard library only."""
import html.parser
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import urllib.parse

PASSWORD = "hoa-sen-2026"  # of the demonstration


class Failure(Exception):
    """What must hold does not."""


def need(condition, words):
    if not condition:
        raise Failure(words)


class Place:
    """Where the data of one system are."""

    def __init__(self, directory, url=""):
        self.directory, self.url = str(directory), url

    def arguments(self):
        return (["--database", self.url] if self.url else []) + ["--data", self.directory]

    def rows(self, sql):
        """Rows as tuples of text; reads only what is committed."""
        if self.url:
            out = subprocess.run(["psql", "-X", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-c", sql, self.url],
                                 capture_output=True, text=True, check=True).stdout
            return [tuple(row.split("\x1f")) for row in out.rstrip("\n").split("\x1e") if row]
        with sqlite3.connect(self.directory + "/kheo.db", timeout=30) as db:
            found = [tuple("" if cell is None else str(cell) for cell in row) for row in db.execute(sql)]
        db.close()
        return found

    def number(self, sql):
        return int(self.rows(sql)[0][0])

    def change(self, script):
        if self.url:
            subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", script, self.url], check=True,
                           capture_output=True)
            return
        with sqlite3.connect(self.directory + "/kheo.db", timeout=30) as db:
            db.executescript("BEGIN; " + script + "; COMMIT;")
        db.close()


def new_database(url, name, template=""):
    """A database on the server that `url` reaches, empty or a copy of another one; its address."""
    copy = f' TEMPLATE "{template}"' if template else ""
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", f'CREATE DATABASE "{name}"{copy}', url],
                   check=True, capture_output=True)
    head, _, query = url.partition("?")
    scheme, _, rest = head.partition("://")
    return scheme + "://" + rest.partition("/")[0] + "/" + name + ("?" + query if query else "")


def drop_database(url, name):
    subprocess.run(["psql", "-X", "-q", "-c", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', url],
                   capture_output=True)


class Kheo:
    """One binary."""

    def __init__(self, binary):
        self.binary = str(binary)

    def run(self, *words, place=None, text=None, check=True, **more):
        command = [self.binary, *map(str, words), *(place.arguments() if place else [])]
        done = subprocess.run(command, capture_output=True, text=True, input=text, **more)
        if check and done.returncode != 0:
            raise Failure(f"{' '.join(command)}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def json(self, *words, place=None):
        return json.loads(self.run(*words, place=place).stdout.splitlines()[-1])

    def start(self, *words, place=None, **more):
        return subprocess.Popen([self.binary, *map(str, words), *(place.arguments() if place else [])],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)

    def sound(self, place):
        """The data's invariants and the ledger."""
        self.run("check", place=place)
        verdict = self.json("ledger", "verify", place=place)
        need(verdict["ok"], f"the ledger is broken: {verdict}")
        return verdict


class Server:
    """kheo serve on a free port of 127.0.0.1; ended by leaving the block."""

    def __init__(self, kheo, place, *more, listen="127.0.0.1:0"):
        command = [kheo.binary, "serve", *place.arguments(), "--listen", listen, *more]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.said = ""
        for line in self.process.stderr:
            self.said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                # What is said from here on is read, so that the pipe never fills.
                import threading
                threading.Thread(target=self.listen_on, daemon=True).start()
                return
        raise Failure(f"kheo serve ended with {self.process.wait()}: {self.said}")

    def listen_on(self):
        for line in self.process.stderr:
            self.said += line

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


class FormReader(html.parser.HTMLParser):
    """The fields of the form that posts to `action`, with the values they stand at."""

    def __init__(self, action):
        super().__init__()
        self.action, self.inside, self.fields, self.select, self.area = action, False, {}, None, None

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form":
            self.inside = a.get("action", "").split("?")[0] == self.action and a.get("method") == "post"
        if not self.inside:
            return
        if tag == "input" and a.get("name"):
            if a.get("type") not in ("checkbox", "radio") or "checked" in a:
                self.fields[a["name"]] = a.get("value", "")
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select and ("selected" in a or self.select not in self.fields):
            self.fields[self.select] = a.get("value", "")
        elif tag == "textarea":
            self.area = a.get("name")
            self.fields[self.area] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data


class Person:
    """Somebody at a browser: cookies, forms. One connection per request, so that a killed server is noticed."""

    def __init__(self, port, timeout=240):
        self.port, self.cookies, self.timeout = port, {}, timeout

    def ask(self, method, target, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        if kind:
            headers["Content-Type"] = kind
        if method == "POST":
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location") or "", text

    def get(self, target):
        return self.ask("GET", target)

    def form(self, target, action=None):
        status, _, text = self.get(target)
        need(status == 200, f"{target}: {status}")
        reader = FormReader(action or target)
        reader.feed(text)
        need(reader.fields, f"{target} shows no form for {action or target}")
        return reader.fields

    def post(self, target, fields):
        return self.ask("POST", target, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")

    def upload(self, target, fields, file_name, content):
        mark = "kheo" + os.urandom(12).hex()
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in fields.items() if name != "tep"]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="tep"; filename="{file_name}"\r\n'
                     f"Content-Type: text/csv\r\n\r\n".encode() + content + b"\r\n")
        parts.append(f"--{mark}--\r\n".encode())
        return self.ask("POST", target, b"".join(parts), f"multipart/form-data; boundary={mark}")

    def sign_in(self, name, password=PASSWORD):
        fields = self.form("/dang-nhap")
        fields.update({"ten": name, "mat_khau": password})
        fields.pop("may_rieng", None)
        status, _, _ = self.post("/dang-nhap", fields)
        need(status == 303, f"signing in as {name}: {status}")
        return self


def registration_list(tag, rows):
    """A list as a ward of the demonstration sends it, with titles that occur in no other list."""
    head = ("ĐẢNG ỦY PHƯỜNG LIÊN HỒNG,,,,,\n"
            "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026,,,,,\n"
            '"Liên Hồng, ngày 12 tháng 3 năm 2026",,,,,\n'
            "STT,Tên mô hình,Đơn vị,Lĩnh vực,Thời gian bắt đầu,Đăng ký mới/Duy trì\n")
    body = "".join(f"{i},Việc {tag} số {i},Phường Liên Hồng,Kinh tế,15/03/2026,Mới\n" for i in range(1, rows + 1))
    return (head + body).encode()
