#!/usr/bin/env bash
# ./dev bench [NAME]: one JSON object a line for each measurement of each bench program with NAME in its name.
source scripts/lib.sh

need_packages build
configure_release
programs=()
while read -r program; do
  if [[ $program == *"${1:-}"* ]]; then programs+=("$program"); fi
done < <(targets "$kRelease" bench)
((${#programs[@]})) || die "No bench has \"${1:-}\" in its name."
compile "$kRelease" "${programs[@]}"
for program in "${programs[@]}"; do
  "$kRelease/bench/$program" --benchmark_format=json 2>"build/logs/$program.log" |
    python3 scripts/bench_lines.py "${program%_bench}"
done
