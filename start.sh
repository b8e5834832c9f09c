#!/bin/sh
# Double-click or run: installs and builds what is missing, serves Perpmill and opens its page.
cd "$(dirname "$0")" || exit 1
if ! command -v npm >/dev/null 2>&1; then
  echo "Perpmill needs Node 20.19, 22.12, 24 or later: https://nodejs.org"
  echo "Press Enter to close."
  read -r _
  exit 1
fi
npm start --silent -- --open "$@"
ended=$?
if [ "$ended" -ne 0 ] && [ -t 0 ]; then
  echo "Press Enter to close."
  read -r _
fi
exit "$ended"
