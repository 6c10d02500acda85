#!/usr/bin/env bash
# ./dev sim [SEED]: the whole server and its clients on a virtual network and clock. Without a seed it draws
# one and prints it; the same seed gives the same bytes.
source scripts/lib.sh

need_packages build
configure_release
compile "$kRelease" plenum_sim
exec "$kRelease/bin/plenum_sim" "$@"
