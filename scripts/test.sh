#!/usr/bin/env bash
# ./dev test [NAME [CASE]]: builds and runs test programs, web unit tests and browser tests. The last line
# counts them all. NAME picks by a part of the program's name, CASE by the test's (GoogleTest's filter; for web and
# browser a part of it).
source scripts/lib.sh
source scripts/web.sh

name=${1:-}
wanted() { [[ $1 == *"$name"* ]]; }

need_packages build unit
configure_release

programs=()
while read -r program; do
  if wanted "$program"; then programs+=("$program"); fi
done < <(targets "$kRelease" test)

suites=()
if wanted web; then suites+=(--web); fi
if wanted browser && [[ -f web/e2e/run.mjs && -z ${PLENUM_WITHOUT_BROWSERS:-} ]]; then suites+=(--browser); fi
((${#programs[@]} + ${#suites[@]})) || die "No test program has \"$name\" in its name."

if [[ -z $name ]]; then
  compile "$kRelease"
elif ((${#programs[@]})); then
  compile "$kRelease" "${programs[@]}"
fi
case " ${suites[*]} " in
  *" --browser "*)
    need_packages test
    compile "$kRelease" plenum
    web_build
    ;;
  *" --web "*) web_packages ;;
esac
exec python3 scripts/run_tests.py --programs "$kRelease/tests" --filter "${2:-*}" "${suites[@]}" "${programs[@]}"
