#!/usr/bin/env bash
# ./dev sanitize [address|thread]: unit, simulation and corpus tests under ASan and UBSan; what has threads
# (mailboxes, workers, net) under TSan. Builds nothing but these tests. The last line counts both lanes.
source scripts/lib.sh

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
for variable in ASAN UBSAN TSAN; do export "${variable}_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19"; done

# lane DIR SANITIZER PATTERN: the test programs whose name fits, built and run.
lane() {
  local dir=build/$1 programs
  say "lane $2"
  configure_clang "$dir" "$2" || return
  mapfile -t programs < <(targets "$dir" test | grep -E "$3")
  compile "$dir" "${programs[@]}" || return
  python3 scripts/run_tests.py --programs "$dir/tests" --label "$1" "${programs[@]}"
}

need_packages build unit clang
status=0
rm -f build/results/asan/total.json build/results/tsan/total.json
case ${1:-both} in
  address) lane asan address . || status=1 ;;
  thread) lane tsan thread '^(base|net|mail|sfu|server)_test$' || status=1 ;;
  both)
    lane asan address . || status=1
    lane tsan thread '^(base|net|mail|sfu|server)_test$' || status=1
    python3 scripts/run_tests.py --sum asan tsan || status=1
    ;;
  *) die "A lane is called address or thread." ;;
esac
exit "$status"
