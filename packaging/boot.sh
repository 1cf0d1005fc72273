#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs inside a clean root directory that systemd has booted (dev/package --boot), where the package is installed: the units as they ship,
# with everything they close. First an inner machine with nightly backups, then the same machine becomes a public one.
set -euo pipefail
step() { echo "-- $*"; }
fail() { journalctl --no-pager -n 20 -o cat -u kheo-backup; echo "FAILED: $*"; exit 1; }
as_kheo() { runuser -u kheo -- "$@"; }
get() {
    perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new("127.0.0.1:8080") or exit 1;
        print $s "GET $ARGV[0] HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"; print while <$s>;' "$1"
}
serving() { for _ in $(seq 100); do get /healthz 2>/dev/null | grep -q '"status":"ok"' && return; sleep 0.1; done; journalctl -u kheo -n 20 -o cat; fail "no answer"; }
backup() { systemctl reset-failed kheo-backup; systemctl restart kheo-backup; } # not `start`: that waits for the next try; twelve times is too often
said() { journalctl -u "$1" -n 12 -o cat | grep -q "$2" || { journalctl -u "$1" -n 12 -o cat; fail "$1 does not say: $2"; }; }
send_to() { sed -i "s|^KHEO_BACKUP_DIR=.*|KHEO_BACKUP_DIR=$1|" /etc/kheo/kheo.env; }

step "nothing is served before kheo init; the nightly backup is not enabled"
systemctl start kheo
[ "$(systemctl is-active kheo)" = inactive ] || fail "serves an empty directory"
[ "$(systemctl is-enabled kheo kheo-backup.timer)" = "enabled"$'\n'"disabled" ] || fail "$(systemctl is-enabled kheo kheo-backup.timer)"

step "kheo init, then it serves"
as_kheo kheo init --data /var/lib/kheo --with-catalogue 2>/dev/null
systemctl start kheo
serving

step "the nightly backup: without a key it fails and says what to do"
if backup 2>/dev/null; then fail "a backup without a key"; fi
said kheo-backup 'backup-key set'

step "with the key it is enabled by one command"
(umask 077 && kheo backup-key new /root/operator.key) >/dev/null 2>&1
as_kheo kheo backup-key set "$(sed -n 's/^public //p' /root/operator.key)" --data /var/lib/kheo 2>/dev/null && systemctl enable --now kheo-backup.timer 2>/dev/null
systemctl list-timers kheo-backup.timer | grep -q kheo-backup.service || fail "the timer does not wait"
backup
[ "$(find /var/backups/kheo -name '*.kheo' -user kheo -perm 600 | wc -l)" = 1 ] || fail "$(ls -l /var/backups/kheo)"

step "it writes below /mnt, /srv and /media, and nowhere else"
for place in /mnt/far/kheo /srv/kheo-far /media/far; do
    install -d -o kheo -g kheo -m 700 $place
    send_to $place
    backup
    [ "$(find $place -name '*.kheo' | wc -l)" = 1 ] || fail "nothing in $place"
done
refused() { if backup 2>/dev/null; then fail "a backup in $(sed -n s/^KHEO_BACKUP_DIR=//p /etc/kheo/kheo.env)"; fi; }
state() { systemctl show -P "$1" kheo-backup; }
install -d -o kheo -g kheo -m 700 /opt/kheo-far
send_to /opt/kheo-far
refused
said kheo-backup "systemctl edit kheo-backup.*ReadWritePaths=/opt/kheo-far"
install -d /etc/systemd/system/kheo-backup.service.d
printf '[Service]\nReadWritePaths=/opt/kheo-far\n' >/etc/systemd/system/kheo-backup.service.d/override.conf
systemctl daemon-reload
backup
[ "$(find /opt/kheo-far -name '*.kheo' | wc -l)" = 1 ] || fail "nothing in /opt/kheo-far, though it is allowed"
rm -r /etc/systemd/system/kheo-backup.service.d && systemctl daemon-reload

step "a directory that is not there yet is waited for; a wrong setting is not"
send_to /mnt/absent
refused
said kheo-backup "install -d -o kheo"
[ "$(state SubState)" = auto-restart ] || fail "does not try again: $(state SubState)"
send_to /var/backups/kheo
backup
[ "$(state Result)" = success ] || fail "it is there, and: $(state Result)"
sed -i 's/^KHEO_BACKUP_DAYS=.*/KHEO_BACKUP_DAYS=0/' /etc/kheo/kheo.env
refused
[ "$(state SubState)" = failed ] || fail "tries a wrong setting again: $(state SubState)"
sed -i 's/^KHEO_BACKUP_DAYS=.*/KHEO_BACKUP_DAYS=30/' /etc/kheo/kheo.env

step "stopped in the middle it leaves no half file"
before=$(ls /var/backups/kheo)
systemctl reset-failed kheo-backup
# Before /usr/bin in the path: a backup that does not come to its end.
cat >/usr/local/bin/kheo <<'SLOW'
#!/bin/sh
touch "$2.part"
exec sleep 300
SLOW
chmod 755 /usr/local/bin/kheo
echo PATH=/usr/local/bin:/usr/bin:/bin >>/etc/kheo/kheo.env
systemctl start --no-block kheo-backup
for _ in $(seq 600); do [ ! -e /var/backups/kheo/new.kheo.part ] || break; sleep 0.1; done
[ -e /var/backups/kheo/new.kheo.part ] || fail "it never began"
systemctl stop kheo-backup 2>/dev/null
rm /usr/local/bin/kheo
sed -i '/^PATH=/d' /etc/kheo/kheo.env
[ "$(ls /var/backups/kheo)" = "$before" ] || fail "left: $(ls /var/backups/kheo)"
# The program itself, met in the middle or too quick for it.
for try in 1 2 3 4 5; do
    systemctl reset-failed kheo-backup 2>/dev/null || true
    before=$(ls /var/backups/kheo)
    systemctl start --no-block kheo-backup
    until=$((SECONDS + 60))
    while [ ! -e /var/backups/kheo/new.kheo.part ] && [ "$(ls /var/backups/kheo)" = "$before" ] && [ $SECONDS -lt $until ]; do :; done
    systemctl kill -s SIGSTOP kheo-backup 2>/dev/null || true
    if [ -e /var/backups/kheo/new.kheo.part ]; then
        systemctl stop kheo-backup 2>/dev/null
        [ "$(ls /var/backups/kheo)" = "$before" ] || fail "the program left: $(ls /var/backups/kheo)"
        break
    fi
    systemctl stop kheo-backup 2>/dev/null || true
    [ $try -lt 5 ] || echo "   five backups were too quick to be stopped in the middle"
done
backup
[ ! -e /var/backups/kheo/new.kheo ] && [ ! -e /var/backups/kheo/new.kheo.part ] || fail "the next night left: $(ls /var/backups/kheo)"

step "restored twice by the lines of the guide; the key for SSH stays"
as_kheo install -d -m 700 /var/lib/kheo/.ssh
as_kheo touch /var/lib/kheo/.ssh/id_ed25519
ledger_key() { as_kheo kheo ledger head --data /var/lib/kheo | sed 's/.*"public_key":"\([0-9a-f]*\)".*/\1/'; }
ours=$(ledger_key)
as_kheo cp /var/lib/kheo/keys/ledger.key /var/backups/kheo/ledger.key
newest=$(find /var/backups/kheo -name '[0-9]*.kheo' | sort | tail -n 1)
install -o kheo -m 600 /root/operator.key /var/backups/kheo/operator.key
systemctl stop kheo-backup.timer
for round in 1 2; do
    systemctl stop kheo
    (cd / && as_kheo kheo restore "$newest" --data /var/lib/kheo/new --key /var/backups/kheo/operator.key --ledger-key /var/backups/kheo/ledger.key) >/dev/null 2>&1
    lines=$(grep -m 1 -A 3 '^old=' /usr/share/doc/kheo/van-hanh.md)
    [ "$(grep -c 'mv -T\|systemctl start kheo' <<<"$lines")" = 3 ] || fail "the guide has other lines: $lines"
    bash -euc "$lines"
    serving
    [ -e /var/lib/kheo/.ssh/id_ed25519 ] || fail "restoring ($round) lost /var/lib/kheo/.ssh"
    [ "$(ledger_key)" = "$ours" ] || fail "another ledger after restoring"
    sleep 1.1
done
rm /var/backups/kheo/operator.key /var/backups/kheo/ledger.key

step "the copy for a public machine is made and sent"
units=/usr/share/doc/kheo/public-node
install -d -o kheo -g kheo -m 700 /var/lib/kheo/sent
cp $units/kheo-send-copy.service $units/kheo-send-copy.timer /etc/systemd/system/
sed -i 's|kheo@public.example:.|/var/lib/kheo/sent|' /etc/systemd/system/kheo-send-copy.service
systemctl daemon-reload && systemctl start kheo-send-copy
key=$(ledger_key)

step "the machine becomes a public one: it takes the copy and shows it"
systemctl stop kheo kheo-backup.timer
mv /var/lib/kheo /var/lib/kheo-inner && install -d -o kheo -g kheo -m 700 /var/lib/kheo
install -d /etc/systemd/system/kheo.service.d && cp $units/kheo-public.conf /etc/systemd/system/kheo.service.d/public.conf
cp $units/kheo-take-copy.service $units/kheo-take-copy.path /etc/systemd/system/
sed -i "s/the-64-digits-that-export-public-printed/$key/" /etc/systemd/system/kheo-take-copy.service
as_kheo mkdir -m 700 /var/lib/kheo/inbox
systemctl daemon-reload && systemctl enable --now kheo-take-copy.path 2>/dev/null
cp -r /var/lib/kheo-inner/sent/. /tmp/copy && chown -R kheo: /tmp/copy
as_kheo rsync -rt --exclude=/signature.json /tmp/copy/ /var/lib/kheo/inbox/
[ ! -e /var/lib/kheo/current ] || fail "a copy without its signature was taken"
as_kheo rsync -t /tmp/copy/signature.json /var/lib/kheo/inbox/
for _ in $(seq 150); do [ ! -e /var/lib/kheo/current ] || break; sleep 0.1; done
serving
get / | grep -q 'Số liệu đến' || { journalctl -u kheo-take-copy -n 12 -o cat; fail "the copy is not shown"; }
[ "$(get /dang-nhap | head -n 1 | cut -d' ' -f2)" = 404 ] || fail "a public machine lets people sign in"

systemctl reset-failed kheo-backup
[ -z "$(systemctl --failed --no-legend --plain | grep kheo || true)" ] || fail "$(systemctl --failed)"
echo "== The units do what the guides say"
