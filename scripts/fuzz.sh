#!/usr/bin/env bash
# ./dev fuzz [TARGET] [SECONDS]: libFuzzer with ASan and UBSan. Starts from fuzz/corpus/TARGET and keeps what
# it finds in build/fuzz-corpus/TARGET; a crash is written to build/fuzz-crashes/TARGET and, once understood,
# belongs into fuzz/corpus/TARGET, where it stays as a unit test.
source scripts/lib.sh

if [[ ${1:-} =~ ^[0-9]+$ ]]; then set -- "" "$1"; fi
name=${1:-}
seconds=${2:-60}

need_packages build clang
configure_clang build/fuzz fuzzer
mapfile -t programs < <(targets build/fuzz fuzz)
if [[ $name ]]; then
  [[ " ${programs[*]} " == *" ${name}_fuzz "* ]] || die "Fuzz targets: ${programs[*]%_fuzz}"
  programs=("${name}_fuzz")
fi
compile build/fuzz "${programs[@]}"

# What arrives in one datagram is never longer than that; the rest comes over HTTP and WebSocket.
longest_input() {
  case $1 in
    sdp_* | signalling_* | http_* | room_* | config_*) echo 65536 ;;
    *) echo 1500 ;;
  esac
}

fuzz() {
  local target=${1%_fuzz} log=build/logs/$1.log status=ok
  mkdir -p "build/fuzz-corpus/$target" "build/fuzz-crashes/$target"
  "build/fuzz/fuzz/$1" "build/fuzz-corpus/$target" "fuzz/corpus/$target" -max_total_time="$seconds" \
    -max_len="$(longest_input "$target")" -rss_limit_mb=512 -timeout=1 -print_final_stats=1 \
    -artifact_prefix="build/fuzz-crashes/$target/" >"$log" 2>&1 </dev/null || status=FAILED
  printf '%-6s %-24s %s runs, %s new inputs\n' "$status" "$target" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(sed -n 's/^stat::new_units_added: *//p' "$log")"
  if [[ $status != ok ]]; then
    tail -n 60 "$log"
    return 1
  fi
}
export -f fuzz longest_input
export seconds UBSAN_OPTIONS=print_stacktrace=1 ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19

say "${#programs[@]} target(s), $seconds s each, $(nproc) at a time"
# shellcheck disable=SC2016  # the inner shell expands it
printf '%s\0' "${programs[@]}" | xargs -0 -P "$(nproc)" -n 1 bash -c 'fuzz "$1"' _
