#!/usr/bin/env bash
# The slow tier: statistical tests under fresh seeds with the same thresholds, so a failure is evidence; the slow anchors (a hundred starts of
# the census, both exact routes at n = 100, repeated rare-event runs); and the full plan.
# Usage: tests/slow-tier.sh [ROUNDS]. The seed of a failing round is printed; set RANDOM_LANDSCAPES_TEST_SEED to replay it.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
dotnet build -c Release -v quiet
failed=0
for round in $(seq "$rounds"); do
  seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
  echo "== round $round, seed $seed"
  RANDOM_LANDSCAPES_TEST_SEED=$seed dotnet test -c Release --no-build \
    --filter 'FullyQualifiedName~Tests.Numerics|FullyQualifiedName~Tests.Simulation|FullyQualifiedName~Tests.Theory|FullyQualifiedName~IndexLawTests|FullyQualifiedName~SpectrumFitTests|FullyQualifiedName~HessianDensityCommandTests|FullyQualifiedName~Experiments.SpinGlassEnergies' \
    | tail -n 1 || failed=1
done
echo '== slow anchors'
dotnet src/RandomLandscapes.Cli/bin/Release/net10.0/landscapes.dll selftest --slow || failed=1
echo '== the default plan on one and on two threads: same journal, same summary'
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for threads in 1 2; do
  dotnet src/RandomLandscapes.Cli/bin/Release/net10.0/landscapes.dll run saddles-dominate --threads $threads --out "$out/$threads" >/dev/null
  sort "$out/$threads/chunks.jsonl" >"$out/$threads.sorted"
done
cmp "$out/1.sorted" "$out/2.sorted"
cmp "$out/1/summary.csv" "$out/2/summary.csv"
exit $failed
