#!/usr/bin/env bash
# Runs the tests under ThreadSanitizer and AddressSanitizer, each in a build of its own. Long: two full builds.
#   deploy/sanitize.sh [thread|address] [ARGUMENTS OF swift test…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

kinds=(thread address)
case "${1:-}" in
thread | address)
    kinds=("$1")
    shift
    ;;
esac
need_swift
need_packages "${build_packages[@]}"

# The first report ends the run, so that a test that survives one does not hide it.
export TSAN_OPTIONS="suppressions=$PWD/deploy/tsan.supp halt_on_error=1 exitcode=66 second_deadlock_stack=1"
# Leaks are not looked for: Swift's runtime and Foundation keep metadata and caches until the process ends, without a pointer that the
# leak checker knows. Memory over time is measured by the benchmark instead.
export ASAN_OPTIONS="detect_leaks=0 exitcode=66 detect_stack_use_after_return=0"

for kind in "${kinds[@]}"; do
    started=$SECONDS
    short=${kind:0:1}san # .build-tsan, .build-asan
    say "Building with the $kind sanitizer …"
    swift build --build-tests --sanitize="$kind" --scratch-path ".build-$short" || die "the build failed: the compiler's messages stand above."
    preload=
    if [ "$kind" = thread ]; then
        preload=$PWD/.build-tsan/mutex.so
        clang -shared -fPIC -O1 -o "$preload" deploy/sanitize/mutex.c
    fi
    say "Testing …"
    env ${preload:+LD_PRELOAD="$preload"} swift test --skip-build --sanitize="$kind" --scratch-path ".build-$short" "$@" || die "the $kind sanitizer found something, or a test failed under it: see above."
    say "Clean under the $kind sanitizer ($(seconds_since "$started") s)."
done
