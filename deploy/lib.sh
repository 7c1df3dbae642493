# shellcheck shell=bash disable=SC2034
# What the scripts of deploy/ share: how they speak, and how they see to what the build needs.

# Debian packages: what the build links against, what its binary loads, what the demo asks its questions with, what checks the unit.
build_packages=(libsqlite3-dev zlib1g-dev libarchive-dev libexpat1-dev libssl-dev pkg-config)
runtime_packages=(libsqlite3-0 zlib1g libarchive13 libexpat1 libssl3)
demo_packages=(sqlite3)
unit_packages=(systemd)
swift_wanted="6.1"

# say SENTENCE…: progress and results, one line.
say() { printf '%s\n' "$*"; }

# die SENTENCE…: says what is wrong and what to do, then ends the script with status 1.
die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# as_root COMMAND…: runs it as root, with sudo where needed; asks for a password only on a terminal.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        return 126
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# is_installed PACKAGE
is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need_packages PACKAGE…: installs those that are missing, or says which command would.
need_packages() {
    command -v dpkg-query >/dev/null || die "this script knows Debian's package manager only. Install the equivalents of: $*"
    local package missing=()
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -eq 0 ] && return 0
    local by_hand="apt-get update && apt-get install --yes ${missing[*]}"
    say "Installing: ${missing[*]}"
    if ! as_root true 2>/dev/null; then
        die "root is needed to install ${missing[*]}, and sudo is missing or wants a password. Ask an administrator to run: $by_hand"
    fi
    local log
    log=$(mktemp)
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        die "the packages ${missing[*]} could not be installed. Is the network up, and are the Debian mirrors reachable? By hand, as root: $by_hand"
    fi
    rm -f "$log"
}

# need_swift: a toolchain of version $swift_wanted or later in PATH.
need_swift() {
    command -v swift >/dev/null ||
        die "no Swift toolchain in PATH. Install Swift 6 for Debian 12 from https://www.swift.org/install/linux/ and open a new shell."
    local found
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$found" ] || die "'swift --version' does not run. Is the toolchain complete? See https://www.swift.org/install/linux/"
    if [ "$(printf '%s\n' "$swift_wanted" "$found" | sort -V | head -n 1)" != "$swift_wanted" ]; then
        die "Swift $found is too old: $swift_wanted or later is needed. See https://www.swift.org/install/linux/"
    fi
}

# need_dependencies [SWIFT-ARGUMENT…]: fetches the Swift packages that the build needs, once.
need_dependencies() {
    command -v git >/dev/null || need_packages git ca-certificates
    local log
    log=$(mktemp)
    if ! swift package "$@" resolve >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        die "the Swift packages named in Package.swift could not be fetched from github.com. Is the network up? They are needed once; later builds work without it."
    fi
    rm -f "$log"
}

# seconds_since START: whole seconds, START being a value of $SECONDS.
seconds_since() { printf '%s' "$((SECONDS - $1))"; }
