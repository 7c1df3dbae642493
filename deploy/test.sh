#!/usr/bin/env bash
# Installs what the build needs, builds everything, runs all tests and checks the format of the sources.
#   deploy/test.sh [ARGUMENTS OF swift test…]     for instance --filter Inbox
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

started=$SECONDS
need_swift
need_packages "${build_packages[@]}"
need_dependencies --quiet

say "Building (debug) …"
swift build --build-tests || die "the build failed: the compiler's messages stand above."

say "Testing …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! swift test --skip-build "$@" 2>&1 | tee "$log"; then
    say "What failed:"
    grep -E 'recorded an issue|error:' "$log" || true
    die "a test failed: its name and message stand above."
fi

say "Checking the format …"
swift format lint --strict --parallel --recursive Sources Tests Package.swift ||
    die "the format differs from .swift-format: run 'swift format --in-place --recursive Sources Tests Package.swift'."

say "All tests passed, format clean ($(seconds_since "$started") s)."
