#!/usr/bin/env bash
# Installs what is missing to test in real browsers: Chromium, Firefox and WebKit from Debian, their drivers, a virtual
# screen, Chinese fonts.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

geckodriver_version=0.37.1
packages=(chromium chromium-driver firefox-esr webkit2gtk-driver xvfb xauth fonts-noto-cjk)
debian_packages "${packages[@]}" ||
  stop "browsers to test in: run this as root or with sudo on Debian or Ubuntu (packages ${packages[*]})"
[ "$(version_of geckodriver --version)" = "$geckodriver_version" ] || cargo_tool geckodriver "$geckodriver_version" --locked
# The accessibility judge of the journeys.
judge="$root/tests/journeys/npm"
if [ -f "$judge/package-lock.json" ] && ! cmp -s "$judge/package-lock.json" "$judge/node_modules/installed.json"; then
  quietly "npm axe-core" npm ci --prefix "$judge" --no-audit --no-fund || stop "the npm package axe-core"
  cp "$judge/package-lock.json" "$judge/node_modules/installed.json"
fi
say "ready to test: $(chromium --version 2>/dev/null | cut -d' ' -f1,2), $(firefox-esr --version 2>/dev/null), WebKitGTK $(dpkg-query -W -f '${Version}' webkit2gtk-driver | cut -d- -f1)"
