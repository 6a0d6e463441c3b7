#!/bin/sh
# Puts the npm package maplibre-gl into src/watchward_web/evidence/static/evidence/maplibre.
# What it writes is committed, so only a person who takes a newer version needs Node.
#   sh scripts/build_map.sh
set -eu
version=6.17.0
out="$(cd "$(dirname "$0")/.." && pwd)/src/watchward_web/evidence/static/evidence/maplibre"
at=$(mktemp -d)
trap 'rm -rf "$at"' EXIT
cd "$at"
npm pack --silent "maplibre-gl@$version" > packed
tar -xzf "$(tail -n 1 packed)"

mkdir -p "$out"
# Without the pointers to source maps that are not shipped.
for name in maplibre-gl.mjs maplibre-gl-worker.mjs; do
    sed '/^\/\/# sourceMappingURL/d' "package/dist/$name" > "$out/$name"
done
cp package/dist/maplibre-gl.css "$out/maplibre-gl.css"
cp package/LICENSE.txt "$out/LICENCE-maplibre-gl.txt"

echo "Written: $out. Check the version and the hashes in provenance.toml there:"
sha256sum "$out"/*.mjs "$out"/*.css
