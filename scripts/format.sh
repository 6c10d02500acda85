#!/usr/bin/env bash
# ./dev format: the layout that ./dev check asks for.
source scripts/lib.sh
source scripts/web.sh

need_packages build check
git ls-files -z -co --exclude-standard -- '*.hpp' '*.cpp' '*.cc' | xargs -0 -n 40 -P "$(nproc)" clang-format-19 -i
web_packages
cd web && npm run --silent format
