#!/usr/bin/env bash
# ./dev sim [SEED]: the whole server and its clients on a virtual network and clock. Without a seed it draws
# one and prints it; the same seed gives the same bytes.
# ./dev sim quality [SEED]: what is left of picture and sound on bad lines, as a table for docs/measured.md.
source scripts/lib.sh

need_packages build
configure_release
if [[ ${1:-} == quality ]]; then
  compile "$kRelease" sim_test
  printf '| line | must hold | measured | seed |\n|---|---|---|---|\n'
  if [[ ${2:-} ]]; then export PLENUM_SIM_SEED=$2; fi
  "$kRelease/tests/sim_test" --gtest_filter='CongestedCall.*:RedundantSound.*' >build/logs/quality.log || status=$?
  grep '^|' build/logs/quality.log
  exit "${status:-0}"
fi
compile "$kRelease" plenum_sim
exec "$kRelease/bin/plenum_sim" "$@"
