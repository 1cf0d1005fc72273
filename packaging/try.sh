#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside a clean root directory (dev/package --try): /tmp/kheo.deb is the package. Every step says what it proves.
set -eu
port=18437
step() { echo "-- $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
as_kheo() { runuser -u kheo -- "$@"; }
# No curl in a minimal Debian: perl, which every Debian has, asks for a page.
get() {
    perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new("127.0.0.1:'$port'") or exit 1;
        print $s "GET $ARGV[0] HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"; print while <$s>;' "$1"
}
start() {
    # setpriv becomes kheo, so that the signal below reaches it, as systemd's would.
    setpriv --reuid kheo --regid kheo --init-groups kheo serve --data /var/lib/kheo --listen 127.0.0.1:$port >/tmp/serve.log 2>&1 &
    server=$!
    for _ in $(seq 100); do get /healthz >/tmp/answer 2>/dev/null && break; sleep 0.1; done
    grep -q '"status":"ok"' /tmp/answer || { cat /tmp/serve.log; fail "no answer"; }
}
stop() {
    kill -TERM "$server"
    wait "$server" || fail "SIGTERM did not end it well"
    ! get /healthz >/dev/null 2>&1 || fail "still serving after SIGTERM"
}

dpkg --purge kheo >/dev/null 2>&1 || true
rm -rf /var/lib/kheo /etc/kheo /var/backups/kheo /tmp/operator.key # of a try that was interrupted
step "apt installs the package and what it depends on"
apt-get update -qq
apt-get install -y -qq --no-install-recommends /tmp/kheo.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt"; }
grep -q 'kheo init' /tmp/apt.log || fail "the package does not say what comes next"
[ "$(stat -c '%U %a' /var/lib/kheo)" = "kheo 700" ] || fail "data directory: $(stat -c '%U %a' /var/lib/kheo)"
[ -f /usr/lib/systemd/system/kheo.service ] || [ -f /lib/systemd/system/kheo.service ] || fail "no unit"
[ -L /etc/systemd/system/multi-user.target.wants/kheo.service ] || fail "not enabled"
timer=/etc/systemd/system/timers.target.wants/kheo-backup.timer
[ ! -L $timer ] || fail "the nightly backup is enabled without a key"

step "nothing is served before kheo init, with a sentence"
if as_kheo kheo serve --data /var/lib/kheo --listen 127.0.0.1:$port >/tmp/serve.log 2>&1; then fail "served an empty directory"; fi
[ -s /tmp/serve.log ] || fail "no sentence"

step "kheo init, then the pages"
as_kheo kheo init --data /var/lib/kheo --with-catalogue 2>/tmp/init.log || { cat /tmp/init.log; fail init; }
start
get / | grep -q '^HTTP/1.1 200' || fail "no home page"
get / | grep -q '<html lang="vi"' || fail "not our page"
stop

step "the nightly backup: refused without a key, then made, readable by the account alone"
as_kheo env KHEO_BACKUP_DAYS=30 /usr/lib/kheo/kheo-backup /var/lib/kheo 2>/tmp/backup.log && fail "a backup without a key"
grep -q 'backup-key set' /tmp/backup.log || fail "it does not say what to do: $(cat /tmp/backup.log)"
(cd /tmp && kheo backup-key new operator.key) >/tmp/key.json 2>/dev/null
as_kheo kheo backup-key set "$(sed 's/.*"\([0-9a-f]\{64\}\)".*/\1/' /tmp/key.json)" --data /var/lib/kheo
as_kheo /usr/lib/kheo/kheo-backup /var/lib/kheo
[ "$(find /var/backups/kheo -name '*.kheo' -user kheo -perm 600 | wc -l)" = 1 ] || fail "no backup: $(ls -l /var/backups/kheo)"
mkdir -p "${timer%/*}" && ln -s /lib/systemd/system/kheo-backup.timer $timer # as systemctl enable does

step "installing again (an upgrade) keeps data and configuration"
echo '# changed by the operator' >>/etc/kheo/kheo.env
apt-get install -y -qq --reinstall /tmp/kheo.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt again"; }
tail -n 1 /etc/kheo/kheo.env | grep -q operator || fail "the operator's configuration was lost"
[ -L $timer ] || fail "the nightly backup was disabled"
start; stop
as_kheo kheo check --data /var/lib/kheo
as_kheo kheo ledger verify --data /var/lib/kheo

step "remove and purge keep what people entered, and the package finds it again"
dpkg --remove kheo >/dev/null 2>&1
[ -f /var/lib/kheo/kheo.db ] || fail "remove took the data"
dpkg --purge kheo >/tmp/purge.log 2>&1
[ ! -e /etc/kheo ] || fail "purge left the configuration"
[ -f /var/lib/kheo/kheo.db ] && [ -d /var/lib/kheo/keys ] || fail "purge took the data"
[ -n "$(ls /var/backups/kheo)" ] || fail "purge took the backups"
getent passwd kheo >/dev/null || fail "purge took the account that owns the data"
grep -q 'rm -r /var/lib/kheo /var/backups/kheo' /tmp/purge.log || fail "purge does not say what it kept"
apt-get install -y -qq --no-install-recommends /tmp/kheo.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt after purge"; }
start; stop

step "purge takes an installation that never held anything"
dpkg --purge kheo >/dev/null 2>&1
rm -r /var/lib/kheo /var/backups/kheo
deluser --system --quiet kheo
apt-get install -y -qq --no-install-recommends /tmp/kheo.deb >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt on a clean machine"; }
dpkg --purge kheo >/dev/null 2>&1
for left in /var/lib/kheo /var/backups/kheo /etc/kheo $timer /etc/systemd/system/kheo-backup.timer; do
    if [ -e "$left" ] || [ -L "$left" ]; then fail "purge left $left"; fi
done
! getent passwd kheo >/dev/null || fail "the account is left"
echo "== The package installs, serves, upgrades and goes"
