#!/usr/bin/env bash
# Installs copydesk as a system service: binary, manual page, completions, user and groups, desk in /var/lib/copydesk, unit. Run it again to
# update.
# Run it as yourself; what needs root asks for it. NO_START=1 leaves the service as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

need_swift
need_packages "${build_packages[@]}" acl
need_dependencies --quiet
for tool in systemd-sysusers systemd-tmpfiles; do command -v "$tool" >/dev/null || need_packages systemd; done
as_root true 2>/dev/null || die "root is needed to install, and sudo is missing or wants a password."

# With its Swift libraries inside, the binary does not need the toolchain, which the unit's sandbox would hide.
say "Building copydesk (release) …"
swift build --configuration release --static-swift-stdlib --product copydesk || die "the build failed: the compiler's messages stand above."
built=$(swift build --configuration release --static-swift-stdlib --show-bin-path)/copydesk

as_root install -D -m 0755 "$built" /usr/bin/copydesk
as_root install -D -m 0644 systemd/copydesk.sysusers /etc/sysusers.d/copydesk.conf
as_root install -D -m 0644 systemd/copydesk.tmpfiles /etc/tmpfiles.d/copydesk.conf
as_root install -D -m 0644 systemd/copydesk.service /etc/systemd/system/copydesk.service
as_root install -D -m 0644 -t /usr/share/doc/copydesk README.md LICENSE NOTICE
as_root install -D -m 0644 docs/copydesk.1 /usr/share/man/man1/copydesk.1
completions=$(mktemp -d)
trap 'rm -rf "$completions"' EXIT
for shell in bash zsh fish; do "$built" --generate-completion-script "$shell" >"$completions/$shell"; done
as_root install -D -m 0644 "$completions/bash" /usr/share/bash-completion/completions/copydesk
as_root install -D -m 0644 "$completions/zsh" /usr/share/zsh/vendor-completions/_copydesk
as_root install -D -m 0644 "$completions/fish" /usr/share/fish/vendor_completions.d/copydesk.fish
# The -dev packages brought these; kept when those are removed as no longer needed.
as_root apt-mark manual "${runtime_packages[@]}" >/dev/null
as_root systemd-sysusers copydesk.conf
as_root systemd-tmpfiles --create copydesk.conf

if [ ! -d /run/systemd/system ]; then
    say "Installed. systemd does not run here, so nothing was started: /usr/bin/copydesk run --desk /var/lib/copydesk does it by hand."
elif [ "${NO_START:-0}" = 1 ]; then
    as_root systemctl daemon-reload
    say "Installed, not started (NO_START=1). Start it with: systemctl enable --now copydesk"
else
    as_root systemctl daemon-reload
    as_root systemctl enable copydesk.service
    as_root systemctl restart copydesk.service
    say "Installed and running: systemctl status copydesk. Who may drop files: usermod --append --groups copydesk-drop NAME"
fi
