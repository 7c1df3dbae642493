#!/usr/bin/env bash
# fuzz.sh [MINUTES]: reads files that nobody would write for so long (default 5), in a release build; then hostile texts of 4 MiB.
# The bytes of a case that ended the process are left in .build/fuzz-case. COPYDESK_FUZZ_SEED=N repeats a run.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-5}
export COPYDESK_FUZZ_SECONDS=$((minutes * 60)) COPYDESK_FUZZ_KEEP="$PWD/.build/fuzz-case" COPYDESK_HOSTILE_KIB=4096
swift test -c release -Xswiftc -enable-testing --filter 'DecodingTests.FuzzTests|FormatsTests.HostileTextTests'
rm -f .build/fuzz-case
