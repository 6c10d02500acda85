#!/usr/bin/env bash
# ./dev help-pictures: takes the pictures of the help anew, from the pages as this tree builds them, and keeps them
# in web/src/help/pictures. When the pages look different from them, the browser tests of the night say so.
source scripts/lib.sh
source scripts/web.sh

need_packages build test
configure_release
compile "$kRelease" plenum
web_build
PLENUM_KEEP_HELP_PICTURES=1 node web/e2e/run.mjs help_pictures
du -ch web/src/help/pictures/*/*.webp | tail -1
