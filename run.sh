#!/bin/sh
# Sets poswizard up where needed, then runs it.
#   sh run.sh          open the window
#   sh run.sh demo     play a sample applicant through the real window, without a screen
#   sh run.sh test     format, lint, types, layer contracts, every test
#   sh run.sh check    the first four of these
#   sh run.sh bench    the figures of speed, each beside its baseline
set -eu
cd "$(dirname "$0")"
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

WINDOW_PACKAGES="libegl1 libgl1 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-randr0 libpulse0"
TEST_PACKAGES="qpdf poppler-utils zbar-tools unzip xvfb xauth xdotool fonts-hanazono postgresql-15 age sane-utils softhsm2"

say() { printf '%s\n' "$*" >&2; }

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_packages() { # names
    missing=""
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $name"
    done
    [ -z "$missing" ] && return 0
    say "正在安装系统组件 / installing system packages:$missing"
    # the list of packages may be old or absent: refresh it once
    DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
}

window_packages() {
    plugin=$(echo .venv/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so)
    [ -e "$plugin" ] || return 0
    lost=$(ldd "$plugin" .venv/lib/python3*/site-packages/PySide6/QtGui.abi3.so 2>/dev/null | sed -n 's/^[[:space:]]*\(lib[^ ]*\) => not found.*/\1/p' | sort -u | tr '\n' ' ')
    [ -z "$lost" ] && return 0
    if can_install; then
        # shellcheck disable=SC2086
        install_packages $WINDOW_PACKAGES
    else
        say "窗口缺少系统库 / the window lacks system libraries: $lost"
        say "请运行 / please run: sudo apt-get install $WINDOW_PACKAGES"
    fi
}

make_environment() {
    python=${PYTHON:-python3}
    command -v "$python" >/dev/null || { say "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed"; exit 2; }
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed"; exit 2; }
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if can_install; then install_packages python3-venv; else say "请运行 / please run: sudo apt-get install python3-venv"; exit 2; fi
    fi
    [ -x .venv/bin/python ] || "$python" -m venv .venv
}

prepare() { # lock file
    stamp=.venv/ready-$(basename "$1")
    wanted=$(cksum "$1" pyproject.toml)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return 0
    make_environment
    say "正在安装依赖，请稍候 / installing dependencies, one moment"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$1"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    .venv/bin/python -m compileall -q src
    window_packages
    printf '%s\n' "$wanted" > "$stamp"
}

check() {
    .venv/bin/ruff format --check src tests
    .venv/bin/ruff check src tests
    .venv/bin/basedpyright
    .venv/bin/lint-imports
}

command=${1:-window}
[ $# -gt 0 ] && shift
case $command in
    window) prepare requirements.lock; exec .venv/bin/poswizard "$@" ;;
    demo) prepare requirements.lock; exec .venv/bin/poswizard demo "$@" ;;
    check) prepare requirements-dev.lock; check ;;
    bench) prepare requirements-dev.lock; exec .venv/bin/python -m tests.benchmarks "$@" ;;
    test)
        prepare requirements-dev.lock
        # shellcheck disable=SC2086
        if can_install; then install_packages $TEST_PACKAGES; fi
        check
        QT_QPA_PLATFORM=offscreen exec .venv/bin/python -m pytest -n 2 --dist loadfile "$@"
        ;;
    *) say "sh run.sh [demo | test | check | bench]"; exit 2 ;;
esac
