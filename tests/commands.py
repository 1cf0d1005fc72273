#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The built program on the command line: every command takes --json, errors are JSON with the exit codes of the contract, and the way of a
ledger's head and proofs from one machine to another, past a copied and tampered file.  commands.py KHEO"""
import json
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

KHEO = sys.argv[1]
VERIFIER = pathlib.Path(__file__).resolve().parent.parent / "dev" / "verify-ledger-proof"


def run(*words, code=0, typed=""):
    done = subprocess.run([KHEO, *map(str, words)], input=typed, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout


def answer(*words, **more):
    return json.loads(run(*words, **more))


def error(*words, code, kind, **more):
    found = answer(*words, code=code, **more)["error"]
    assert found["kind"] == kind and found["message"] and isinstance(found["fields"], list), (words, found)
    return found


def json_everywhere(here):
    """Without data every command says so in JSON; wrong words too."""
    for words in (["check"], ["migrate"], ["ledger", "head"], ["ledger", "verify"], ["ledger", "prove", 1],
                  ["report", "--kind", "half_year", "--unit", "1", "--period", "2026-H1", "--format", "docx", "-o", here / "x"],
                  ["user", "add", "an", "--role", "reader"], ["territory", "list", "--date", "2026-01-01"]):
        error(*words, "--data", here / "absent", "--json", code=3, kind="environment")
    error("check", "--json", code=2, kind="usage")
    error("init", "--json", code=2, kind="usage")
    error("ledger", "prove", "--json", code=2, kind="usage")
    error("restore", here / "absent", "--key", here / "absent", "--json", code=2, kind="usage")
    error("import", "all", here / "absent", "--json", code=2, kind="usage")
    error("no-such-command", "--json", code=2, kind="usage")
    error("check", "--no-such-option", "--json", code=2, kind="usage")


def wrong_words():
    """Help and wrong usage in Vietnamese; a number outside its range never reaches the server."""
    assert "Cách dùng: kheo LỆNH" in run("--help") and "Cách dùng: kheo serve" in run("serve", "--help")
    assert run("--version").startswith("kheo ")
    assert "kheo check" in error("chek", "--json", code=2, kind="usage")["message"]
    for words in (["--limit-address", -1], ["--limit-account", "nan"], ["--io-threads", 0], ["--io-threads", -1], ["--log", "xml"]):
        message = error("serve", *words, "--data", "/nowhere", "--json", code=2, kind="usage")["message"]
        assert words[0] in message and str(words[1]) in message, message


def small_system(here):
    data = here / "data"
    made = answer("init", "--data", data, "--json")
    assert made["administrator"] and made["password"]
    error("init", "--data", data, "--json", code=1, kind="conflict")
    fault = error("user", "add", "a", "--role", "reader", "--data", data, "--json", code=1, kind="invalid", typed="ngắn\n")
    assert {field["field"] for field in fault["fields"]} == {"name", "password"}, fault
    assert answer("user", "add", "mai", "--role", "reader", "--data", data, "--json", typed="mười hai con mèo\n")["user"]
    settings = answer("setting", "list", "--data", data)
    assert settings["portal_name"] == "" and settings["managing_body"] == "", settings
    run("setting", "set", "managing_body", "Ban Dân vận Tỉnh ủy", "--data", data)
    assert answer("setting", "list", "--data", data)["managing_body"] == "Ban Dân vận Tỉnh ủy"
    checked = answer("check", "--data", data, "--json")
    assert checked == {"ok": True, "findings": []}, checked
    return data


def heads_and_proofs(here, data):
    head, proof, growth = here / "head.json", here / "proof.json", here / "growth.json"
    head.write_text(run("ledger", "head", "--data", data))
    paper = here / "head.txt"
    paper.write_text(run("ledger", "head", "--print", "--data", data))
    size = json.loads(head.read_text())["size"]
    proof.write_text(run("ledger", "prove", 2, "--data", data))
    for _ in range(3):
        run("user", "add", f"them{_}", "--role", "reader", "--data", data, typed="mười hai con mèo\n")
    growth.write_text(run("ledger", "prove", "--from", size, "--data", data))
    for kept in (head, paper):
        assert answer("ledger", "verify-proof", growth, "--kept", kept)["ok"]
        assert answer("ledger", "check-head", kept, "--data", data)["state"] == "prefix"
        subprocess.run([VERIFIER, growth, "--kept", kept], check=True, capture_output=True)
    assert answer("ledger", "verify-proof", proof)["entry"]["seq"] == 2
    subprocess.run([VERIFIER, proof], check=True, capture_output=True)
    assert "entry" not in answer("ledger", "prove", 2, "--bare", "--data", data)
    error("ledger", "prove", 999, "--data", data, code=1, kind="not_found")
    error("ledger", "verify-proof", head, code=1, kind="invalid")
    error("ledger", "check-head", proof.with_name("absent"), "--data", data, code=3, kind="environment")
    return head, proof


def verifier(*words, code):
    """The verifier in Python answers with a sentence, whatever it is given."""
    done = subprocess.run([VERIFIER, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == code and "Traceback" not in done.stderr, (words, done)
    assert len((done.stdout + done.stderr).split()) > 5, (words, done)
    return done.stdout + done.stderr


def the_verifier_takes_anything(here, head, proof):
    absent, torn = here / "absent.json", here / "torn.json"
    assert str(absent) in verifier(absent, code=2)
    verifier(proof, "--kept", absent, code=2)
    verifier("--vectors", absent, code=2)
    verifier(here, code=2)
    whole = proof.read_bytes()
    unsigned = json.loads(whole)
    del unsigned["head"]["sealed_at"]
    for content in (b"", whole[: len(whole) // 2], b"\xff\xfe\x00", b"[]", b"3", b'{"kind":"inclusion"}', json.dumps(unsigned).encode()):
        torn.write_bytes(content)
        assert "NOT PROVED" in verifier(torn, code=1)
        assert "NOT PROVED" in verifier("--vectors", torn, code=1)
    for content in (b"", b"[]", b"KHEO-HEAD 1 2", head.read_bytes()[:40]):
        torn.write_bytes(content)
        assert "no head" in verifier(proof, "--kept", torn, code=1)


def a_key_of_ones_own(data, head):
    """`ledger verify --key` takes the key's word, also without a copied file."""
    key = json.loads(head.read_text())["public_key"]
    assert answer("ledger", "verify", "--key", key, "--data", data)["ok"]
    assert not answer("ledger", "verify", "--key", "0" * 64, "--data", data, code=1)["ok"]
    error("ledger", "verify", "--key", "abc", "--data", data, code=2, kind="usage")


def a_head_of_another_system(here, data):
    """Neither "shorter" nor "differs": this ledger never had the key that signed it."""
    other = here / "other"
    run("init", "--data", other)
    foreign = here / "foreign.json"
    foreign.write_text(run("ledger", "head", "--data", other))
    for place in (["--data", data], [data / "kheo.db"]):
        done = subprocess.run([KHEO, "ledger", "check-head", foreign, *place], capture_output=True, text=True)
        found = json.loads(done.stdout)
        assert done.returncode == 1 and (found["ok"], found["state"]) == (False, "unknown_key"), done
        assert "hệ thống khác" in done.stderr and found["kept"]["public_key"] in done.stderr, done.stderr


def nothing_is_overwritten(here, data):
    """A backup, a secret key and an export leave alone what stands there; a report replaces what a script wrote before."""
    file, words = here / "report.html", ["report", "--kind", "half_year", "--unit", "VN", "--period", "2026-H1", "--format", "html", "--data", data]
    file.write_text("mine")
    error("backup", file, "--key", "09" + "0" * 62, "--data", data, "--json", code=1, kind="conflict")
    error("export", "--all", here, "--data", data, "--json", code=1, kind="conflict")
    error("backup-key", "new", file, "--json", code=1, kind="conflict")
    assert file.read_text() == "mine"
    run("report", "--kind", "no_kind", *words[3:], "-o", file, code=2)
    assert file.read_text() == "mine"
    run(*words, "-o", file)
    assert "<html" in file.read_text() and not list(here.glob("*.part"))


def a_list_comes_and_goes(here, data):
    """`import list` shows the numbers that `import undo` takes; a page's address is taken too, its number alone is another one."""
    units, file = here / "units", here / "danh-sach.csv"
    units.mkdir()
    (units / "units_2025.csv").write_text("code,level,type,name,full_name,parent_code,valid_from\n"
                                          "99,province,Tỉnh,Tre Ngà,Tỉnh Tre Ngà,,2025-07-01\n99001,commune,Xã,Lúa Vàng,Xã Lúa Vàng,99,2025-07-01\n")
    run("territory", "import", units, "--data", data)
    assert answer("import", "list", "--data", data, "--json") == []
    file.write_text("STT,Tên mô hình,Đơn vị,Lĩnh vực,Thời gian bắt đầu\n1,Đường hoa,Xã Lúa Vàng,Kinh tế,15/03/2026\n")
    number = answer("import", "initiatives", file, "--unit", "99001", "--data", data, "--json")["import"]
    listed = answer("import", "list", "--data", data, "--json")
    assert [(one["import"], one["saved"], one["undone"]) for one in listed] == [(number, 1, False)], listed
    for wrong in ("abc", "0", "/nhap-du-lieu/", "/nhap-du-lieu/x"):
        error("import", "undo", wrong, "--data", data, "--json", code=2, kind="usage")
    error("import", "undo", "https://may/nhap-du-lieu/7", "--data", data, "--json", code=1, kind="not_found")
    error("import", "undo", number + 1, "--data", data, "--json", code=1, kind="not_found")
    assert answer("import", "undo", number, "--data", data, "--json", typed="") == {"import": number, "undone": 1}
    assert answer("import", "list", "--data", data, "--json")[0]["undone"]


def a_refused_restore_leaves_nothing(here, data):
    key, file = here / "operator.key", here / "whole.kheo"
    public = answer("backup-key", "new", key)["public_key"]
    run("backup", file, "--key", public, "--data", data)
    torn = here / "torn.kheo"
    torn.write_bytes(file.read_bytes()[:-20])
    error("restore", torn, "--key", key, "--data", here / "deep" / "place", "--json", code=1, kind="invalid")
    assert not (here / "deep").exists()
    (here / "empty").mkdir()
    error("restore", torn, "--key", key, "--data", here / "empty" / "place", "--json", code=1, kind="invalid")
    assert (here / "empty").exists() and not list((here / "empty").iterdir())
    done = subprocess.run([KHEO, "restore", file, "--key", key, "--data", here / "deep" / "place"], capture_output=True, text=True)
    assert done.returncode == 0 and "(giờ Việt Nam)" in done.stderr, done
    assert not re.search(r"\d{4}-\d\d-\d\dT", done.stderr), done.stderr


def a_making_that_is_stopped_leaves_nothing(here):
    """Told to stop, it sweeps what it made; killed, the next one does."""
    place, errors = here / "far" / "place", here / "stopped.txt"
    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        with open(errors, "w") as err:
            making = subprocess.Popen([KHEO, "demo", "--data", place], stderr=err)
        while not (place / ".making" / "kheo.db").exists():
            assert making.poll() is None, errors.read_text()
        making.send_signal(told)
        assert making.wait(timeout=60) == -told, errors.read_text()
        assert (here / "far").exists() == (told == signal.SIGKILL), list((here / "far").rglob("*"))
    run("init", "--data", place)
    assert not (place / ".making").exists() and (place / "kheo.db").exists()


def a_copy_is_tampered_with(here, data, head, proof):
    copy = here / "copy.db"
    shutil.copyfile(data / "kheo.db", copy)
    verified = subprocess.run([KHEO, "ledger", "verify", copy], capture_output=True, text=True)
    found = json.loads(verified.stdout)
    assert found["ok"] and re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", found["sealed_at"]), found
    assert f"đến mục {found['entries']}," in verified.stderr, verified.stderr
    assert answer("ledger", "check-head", head, copy)["state"] == "prefix"
    assert answer("ledger", "prove", 2, copy)["seq"] == 2
    cut = here / "cut.db"
    shutil.copyfile(copy, cut)
    with sqlite3.connect(cut) as database:
        database.execute("DELETE FROM ledger_entry WHERE seq = ?", (found["entries"],))
    database.close()
    verified = subprocess.run([KHEO, "ledger", "verify", cut], capture_output=True, text=True)
    assert verified.returncode == 1 and f"đến mục {found['entries'] - 1}," in verified.stderr, verified.stderr
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE ledger_entry SET actor = 99 WHERE seq = 2")
    database.close()
    assert answer("ledger", "verify", copy, code=1)["first_bad"] == 2
    assert answer("ledger", "check-head", head, copy, code=1)["state"] == "differs"
    error("ledger", "prove", 2, copy, code=3, kind="internal")
    forged = json.loads(proof.read_text())
    forged["seq"] = 1
    proof.write_text(json.dumps(forged))
    assert not answer("ledger", "verify-proof", proof, code=1)["ok"]
    assert subprocess.run([VERIFIER, proof], capture_output=True).returncode == 1


def damage_is_explained(data):
    with sqlite3.connect(data / "kheo.db") as database:
        database.execute("UPDATE ledger_entry SET actor = 99 WHERE seq = 1")
    database.close()
    found = answer("check", "--data", data, "--json", code=1)
    assert not found["ok"] and found["error"]["kind"] == "invalid", found
    assert [f["code"] for f in found["findings"]] == ["ledger_changed"], found
    assert all(f[part] for f in found["findings"] for part in ("what", "why", "todo", "state")), found
    with sqlite3.connect(data / "kheo.db") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("UPDATE role_grant SET account_id = 999")
    database.close()
    found = answer("check", "--data", data, "--json", code=1)
    details = [detail for finding in found["findings"] if finding["code"] == "engine" for detail in finding["details"]]
    assert details and all("trỏ tới một dòng không còn" in detail for detail in details), found


with tempfile.TemporaryDirectory() as directory:
    place = pathlib.Path(directory)
    json_everywhere(place)
    wrong_words()
    system = small_system(place)
    kept_head, kept_proof = heads_and_proofs(place, system)
    the_verifier_takes_anything(place, kept_head, kept_proof)
    a_key_of_ones_own(system, kept_head)
    a_head_of_another_system(place, system)
    nothing_is_overwritten(place, system)
    a_refused_restore_leaves_nothing(place, system)
    a_making_that_is_stopped_leaves_nothing(place)
    a_list_comes_and_goes(place, system)
    a_copy_is_tampered_with(place, system, kept_head, kept_proof)
    damage_is_explained(system)
print("commands: as the contract says")
