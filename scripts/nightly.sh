#!/usr/bin/env bash
# ./dev nightly: what finds rare faults and takes hours: the sanitizer lanes, the long browser tests, fuzzing proper, simulated calls from
# fresh seeds, and a hundred kills of the whole server. A failing seed is printed; ./dev sim SEED plays the same call again.
source scripts/lib.sh

status=0
bash scripts/sanitize.sh || status=1
PLENUM_NIGHTLY=1 bash scripts/test.sh browser || status=1
PLENUM_CRASH_ROUNDS=100 bash scripts/test.sh browser crash || status=1
bash scripts/fuzz.sh 600 || status=1

seeds=200
say "$seeds simulated calls"
for ((i = 0; i < seeds; ++i)); do
  seed=$((RANDOM * 32768 + RANDOM))
  if ! bash scripts/sim.sh "$seed" >build/logs/sim.log 2>&1; then
    printf 'FAILED ./dev sim %s\n' "$seed"
    tail -n 20 build/logs/sim.log
    status=1
  fi
done
exit "$status"
