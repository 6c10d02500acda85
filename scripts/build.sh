#!/usr/bin/env bash
# ./dev build: server, tests, benches and web client; with arguments only these CMake targets.
source scripts/lib.sh
source scripts/web.sh

need_packages build
configure_release
compile "$kRelease" "$@"
(($#)) || web_build
