#!/usr/bin/env bash
# Train a bundled generator in its two parts, measure it, and leave weights, card, sheet, checkpoints and figures in OUT.
#
#   benchmarks/train_bundled.sh GENERATOR OUT MINUTES [INIT]
#
# GENERATOR: spade or unet (pairs of the world), tsit (its looks). MINUTES: of both parts together, two thirds of them at
# 128². INIT: a run or weight file to start from. Settings for a larger machine: PAIRS, BATCH, WORKERS (environment).
# What is in OUT afterwards: 128/ and 256/, the runs with their checkpoints (start the next training from 256/ by INIT),
# weights.safetensors with card and sheet, and figures.json of `studio evaluate`.
set -euo pipefail

generator=$1 out=$(mkdir -p "$2" && cd "$2" && pwd) minutes=$3 init=${4:-}
pairs=${PAIRS:-7000} batch=${BATCH:-8} workers=${WORKERS:-0}
studio=${STUDIO:-studio}
first=$(awk "BEGIN { print $minutes * 2 / 3 }") second=$(awk "BEGIN { print $minutes / 3 }")
case $generator in
  spade) presets=(spade-scene-128 spade-scene-256) data=world ;;
  unet) presets=(unet-live-128 unet-live-256) data=world ;;
  tsit) presets=(tsit-scene-128 tsit-scene-256) data=looks ;;
  *) echo "no bundled training of $generator: there are spade, unet, tsit" >&2; exit 2 ;;
esac

if [ "$data" = world ]; then
  $studio data world --count "$pairs" --size 256 --seed 21 --out "$out/data"
else
  $studio data looks --count $((pairs / 4)) --looks 4 --size 256 --seed 21 --out "$out/data"
fi

part() { # NAME PRESET MINUTES BATCH [INIT]
  local words=(train "$generator" --preset "$2" --data "$out/data" --out "$out/$1" --foreground)
  words+=(--set "max_minutes=$3" --set "batch=$4" --set "workers=$workers" --set reuse=memory --memory all)
  [ -z "${5:-}" ] || words+=(--init "$5")
  $studio "${words[@]}"
}

part 128 "${presets[0]}" "$first" "$batch" "$init"
part 256 "${presets[1]}" "$second" $((batch / 2 > 0 ? batch / 2 : 1)) "$out/128"
$studio runs export "$out/256" -o "$out/weights.safetensors"
$studio weights import "$out/weights.safetensors" --as bundled-trial
$studio evaluate "$generator@bundled-trial" --sheet "$out/sheet.png" --json > "$out/figures.json"
