#!/usr/bin/env bash
# ./dev record-streams [NAME]: records anew what the browsers of this machine publish, and keeps it in tests/recorded
# (tests/recorded/README.md says when that is wanted).
source scripts/lib.sh
source scripts/web.sh

need_packages build test
configure_release
compile "$kRelease" plenum plenum_record_stream
web_build
PLENUM_KEEP_STREAMS=1 node web/e2e/run.mjs "recorded: ${1:-}"
du -h tests/recorded/*.txt
