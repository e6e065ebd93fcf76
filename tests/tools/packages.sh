#!/bin/sh
# Put exactly the packages of requirements-dev.txt into .venv, by hash. uv does it in seconds; pip is the way out.
set -eu
uv=uv
if ! uv --version >/dev/null 2>&1; then
	uv=var/tools/bin/uv
	if ! "$uv" --version >/dev/null 2>&1; then
		"$PYTHON" -m venv var/tools && var/tools/bin/pip install --quiet --disable-pip-version-check uv || uv=
	fi
fi
if [ -n "$uv" ] && "$uv" pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.txt; then
	"$uv" pip install --quiet --python .venv/bin/python --no-deps --editable .
else
	echo 'uv kunne ikke brukes; pip gjør det samme, litt langsommere.'
	pip=".venv/bin/python -m pip --disable-pip-version-check"
	$pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip
	$pip install --quiet --require-hashes --requirement requirements-dev.txt
	$pip install --quiet --no-deps --editable .
fi
