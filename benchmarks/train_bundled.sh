#!/usr/bin/env bash
# Train bundled weights, measure them, and leave weights, card, sheet, checkpoints and figures in OUT.
#
#   benchmarks/train_bundled.sh WHICH OUT MINUTES [INIT]
#
# WHICH: spade or unet (pairs of the world), tsit (its looks): in two parts, two thirds of MINUTES at 128², the rest at 256².
# looks or portraits (StarGAN's landscapes and faces), ink (CartoonGAN's hand): in one part.
# INIT: a run or weight file to start from. Settings for a larger machine: PAIRS, BATCH, WORKERS (environment).
# What is in OUT afterwards: the runs with their checkpoints (128/ and 256/, or run/; start the next training from the last
# by INIT), weights.safetensors with card and sheet, and figures.json of `studio evaluate`.
set -euo pipefail

which=$1 out=$(mkdir -p "$2" && cd "$2" && pwd) minutes=$3 init=${4:-}
pairs=${PAIRS:-7000} batch=${BATCH:-8} workers=${WORKERS:-0}
studio=${STUDIO:-studio}
generator=$which extra=() measure=()
case $which in
  spade) presets=(spade-scene-128 spade-scene-256) ;;
  unet) presets=(unet-live-128 unet-live-256) ;;
  tsit) presets=(tsit-scene-128 tsit-scene-256) measure=(--measure looks) ;;
  looks) generator=stargan presets=(stargan-looks-128) measure=(--measure edits) ;;
  portraits) generator=stargan presets=(stargan-portraits-128) measure=(--measure edits --data portraits) ;;
  ink) generator=cartoongan presets=(cartoongan-ink-128) measure=(--measure cartoon) ;;
  *) echo "no bundled training of $which: there are spade, unet, tsit, looks, portraits, ink" >&2; exit 2 ;;
esac

case $which in
  spade | unet) $studio data world --count "$pairs" --size 256 --seed 21 --out "$out/data" ;;
  tsit) $studio data looks --count $((pairs / 6)) --looks 6 --size 256 --seed 41 --out "$out/data" ;;
  looks) $studio data looks --count $((pairs / 6)) --looks 6 --size 256 --seed 41 --out "$out/data" ;;
  portraits)
    $studio data portraits --count $((pairs / 12)) --counterparts $((pairs / 12)) --changing hair,eyes,expression \
      --size 160 --seed 42 --out "$out/data" ;;
  ink) $studio data cartoon --count $((pairs / 4)) --hand ink --traced --smooth --size 256 --seed 51 --out "$out/data" ;;
esac

part() { # NAME PRESET MINUTES BATCH [INIT]
  local words=(train "$generator" --preset "$2" --data "$out/data" --out "$out/$1" --foreground "${extra[@]}")
  words+=(--set "max_minutes=$3" --set "batch=$4" --set "workers=$workers" --memory all)
  [ -z "${5:-}" ] || words+=(--init "$5")
  $studio "${words[@]}"
}

if [ ${#presets[@]} = 2 ]; then
  part 128 "${presets[0]}" "$(awk "BEGIN { print $minutes * 2 / 3 }")" "$batch" "$init"
  last=256
  part $last "${presets[1]}" "$(awk "BEGIN { print $minutes / 3 }")" $((batch / 2 > 0 ? batch / 2 : 1)) "$out/128"
else
  last=run
  part $last "${presets[0]}" "$minutes" "$batch" "$init"
fi
$studio runs export "$out/$last" -o "$out/weights.safetensors"
$studio weights import "$out/weights.safetensors" --as bundled-trial
$studio evaluate "$generator@bundled-trial" "${measure[@]}" --sheet "$out/sheet.png" --json > "$out/figures.json"
