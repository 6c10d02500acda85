#!/usr/bin/env bash
# ./dev run: from a fresh clone to a server that answers.
source scripts/lib.sh
source scripts/web.sh

need_packages build
configure_release
compile "$kRelease" plenum
web_build
exec "$kRelease/src/server/plenum" serve --set policy.profile=offen --set data.dir=./var --set mail.transport=log \
  --set http.web_root=web/dist "$@"
