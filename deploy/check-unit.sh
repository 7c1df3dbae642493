#!/usr/bin/env bash
# Checks systemd/ without installing anything: the unit has no warning, its exposure is at most 0.8 (systemd-analyze's
# scale: 0 is locked up, 10 is wide open), and users and folders can be made from the two other files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

unit=systemd/copydesk.service
exposure_max=8 # tenths
command -v systemd-analyze >/dev/null || need_packages "${unit_packages[@]}"

# verify wants the binary to exist: it gets a copy of the unit whose ExecStart is a program that is surely there, and nothing else changed.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
binary=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$unit")
[ "$binary" = /usr/bin/copydesk ] || die "$unit starts '$binary', but deploy/install.sh installs /usr/bin/copydesk."
sed 's#^ExecStart=[^ ]*#ExecStart=/bin/true#' "$unit" >"$folder/copydesk.service"
if ! complaints=$(systemd-analyze verify --man=no "$folder/copydesk.service" 2>&1) || [ -n "$complaints" ]; then
    die "systemd-analyze verify has something to say about $unit: $complaints"
fi

# The last line reads: → Overall exposure level for copydesk.service: 0.6 SAFE
overall=$(systemd-analyze security --offline=true --no-pager "$unit" | tail -n 1)
exposure=$(sed -n 's/.*: \([0-9]*\)\.\([0-9]\).*/\1\2/p' <<<"$overall")
[ -n "$exposure" ] || die "systemd-analyze security gave no exposure: $overall"
[ "$((10#$exposure))" -le "$exposure_max" ] || die "the exposure of $unit is above 0.$exposure_max: $overall"

root=$folder/root
mkdir -p "$root/etc" "$root/usr/lib/sysusers.d" "$root/usr/lib/tmpfiles.d"
cp systemd/copydesk.sysusers "$root/usr/lib/sysusers.d/copydesk.conf"
# Owners are looked up in the root given, names inside an ACL on the machine itself, where copydesk may not exist yet.
sed 's/user:copydesk:/user:root:/' systemd/copydesk.tmpfiles >"$root/usr/lib/tmpfiles.d/copydesk.conf"
if [ "$(id -u)" -eq 0 ]; then
    complaints=$(systemd-sysusers --root="$root" copydesk.conf 2>&1 | grep -v '^Creating ' || true)
    [ -z "$complaints" ] || die "systemd-sysusers has something to say about systemd/copydesk.sysusers: $complaints"
    complaints=$(systemd-tmpfiles --root="$root" --create copydesk.conf 2>&1 || true)
    [ -z "$complaints" ] || die "systemd-tmpfiles has something to say about systemd/copydesk.tmpfiles: $complaints"
    getfacl --help >/dev/null 2>&1 && ! getfacl --absolute-names "$root/var/lib/copydesk/inbox" | grep -q '^default:user:root:rwx' &&
        die "the inbox of systemd/copydesk.tmpfiles has no default ACL for the daemon."
    mode=$(stat --format=%a "$root/var/lib/copydesk/inbox")
    [ "$mode" = 2770 ] || die "the inbox of systemd/copydesk.tmpfiles has mode $mode instead of 2770."
fi
say "systemd/: no warning, exposure 0.$((10#$exposure % 10)) of at most 0.$exposure_max."
