#!/bin/sh
# Run all tests on two processes, or those named. Without Chromium the browser tests are left out, and the last lines say so.
set -u
chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo 'Henter Chromium for nettlesertestene …'
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1
fi
browser=
chromium >/dev/null || browser='not browser'
mkdir -p var/test
.venv/bin/python -m pytest -p tests.server -q -n "${WORKERS:-2}" --dist loadgroup -m "$browser" --junit-xml=var/test/result.xml "$@"
status=$?
echo
.venv/bin/python -m tests.tools.counts var/test/result.xml
[ -z "$browser" ] || echo 'Nettlesertestene er hoppet over: Chromium mangler. På Debian: apt install chromium'
exit $status
