#!/usr/bin/env bash
# Times every kernel against its peers, command by command in turns, and prints the page results/benchmarks/README.md.
# Usage: tests/benchmarks.sh PEERS [ROUNDS] > results/benchmarks/README.md
# PEERS is the folder of the peer scripts (goe.py, rng.py, dense.py, tensor3.py, field.py, goe_native.cpp, pair.py). The machine has to be idle; 5 rounds take about 15 minutes.
# Needs python3 with numpy and scipy on OpenBLAS, g++ and Eigen; PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=$(realpath "${1:?usage: tests/benchmarks.sh PEERS [ROUNDS]}")
rounds=${2:-5}
# shellcheck source=tests/benchmark-rows.sh
. tests/benchmark-rows.sh
# shellcheck disable=SC2046
g++ -O3 -march=native -o "$work/goe_native" "$peers/goe_native.cpp" $(pkg-config --cflags eigen3)

# Wall time of one thread over that of two, each of which does as much: the best of five repetitions of each, three times in turn.
scaling() { # work
  echo "$1 on two threads" >&2
  for _ in 1 2 3; do
    for threads in 1 2; do
      # shellcheck disable=SC2086
      "$landscapes" bench $1 --threads $threads --json >>"$work/wall$threads"
    done
  done
  "$python" - "$1" "$work/wall1" "$work/wall2" <<'PYTHON'
import json, statistics, sys
one, two = ([json.loads(l)["wall_min"] for l in open(f)] for f in sys.argv[2:])
q = [a / b for a, b in zip(one, two)]
print(f"| `{sys.argv[1]}` | {statistics.median(q):.2f} | {min(q):.2f} to {max(q):.2f} |")
PYTHON
  rm "$work/wall1" "$work/wall2"
}

cat <<PAGE
# benchmarks

CPU seconds per item against the peers, one thread, in pairs: each round runs both commands one after the other, and the ratio peer / ours
of each round is formed before the median is taken over $rounds rounds. Above 1 is faster than the peer. The bar is the project's own aim.

This page was written by

\`\`\`
tests/benchmarks.sh PEERS $rounds > results/benchmarks/README.md
\`\`\`

Derivatives and spectra of networks: [networks.md](networks.md). PEERS holds the scripts named in the table; each is what a user of that library would write, \`goe.py tridvec\` what an expert would.
Code $("$landscapes" --version), $tree.

**Machine.** $(machine),
$("$python" -c 'import platform, numpy, scipy; print(f"Python {platform.python_version()}, numpy {numpy.__version__}, scipy {scipy.__version__}")'), OpenBLAS with
\`OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX\`, $(g++ --version | head -n 1). Load before the start: $load.

| \`landscapes bench\` | ours | peer | peer's time | ratio | range | bar |
|---|---|---|---|---|---|---|
PAGE
row normals "$python rng.py normal" 'numpy PCG64, `rng.py normal`' 7
row 'goe-index 10' "$python goe.py tridvec 10" 'numpy, `goe.py tridvec 10`' 8
row 'goe-index 100' "$python goe.py tridvec 100" 'numpy, `goe.py tridvec 100`' 12
row 'goe-index 1000' "$python goe.py tridvec 1000" 'numpy, `goe.py tridvec 1000`' 13
row 'goe-index 100' "$python goe.py eigvalsh 100" 'LAPACK, `goe.py eigvalsh 100`' 1000
row 'goe-index 100' "$work/goe_native trid 100" 'C++ scalar, `goe_native trid 100`' 12
row 'dense-inertia 100' "$python goe.py eigvalsh 100" 'LAPACK, `goe.py eigvalsh 100`' 20
row 'dense-inertia 100' "$python goe.py sytrf 100" 'LAPACK dsytrf, `goe.py sytrf 100`' 10
row 'eigenvalues 300' "$python dense.py eigvalsh 300" 'LAPACK, `dense.py eigvalsh 300`' 1.3
row 'eigenvalues 1000' "$python dense.py eigvalsh 1000" 'LAPACK, `dense.py eigvalsh 1000`' 1.3
row 'eigenvalues 2778' "$python dense.py eigvalsh 2778" 'LAPACK, `dense.py eigvalsh 2778`' 1
row 'gemm 300' "$python dense.py gemm 300" 'OpenBLAS, `dense.py gemm 300`' -
row 'tensor3 10' "$python tensor3.py gemv 10" 'numpy, `tensor3.py gemv 10`' 30
row 'tensor3 50' "$python tensor3.py gemv 50" 'numpy, `tensor3.py gemv 50`' 4.5
row 'tensor3 200' "$python tensor3.py gemv 200" 'numpy, `tensor3.py gemv 200`' 7
row 'field 10 1000' "$python field.py gemm 10 1000" 'numpy, `field.py gemm 10 1000`' 6
row 'field 50 5000' "$python field.py gemm 50 5000" 'numpy, `field.py gemm 50 5000`' 2.5
row 'gemm 1000' "$python dense.py gemm 1000" 'OpenBLAS, `dense.py gemm 1000`' -
cat <<'PAGE'

Every critical point of one spherical 3-spin, complete and certified, CPU seconds of one thread; a general homotopy program (PHCpack 2.4.86, uncertified,
times it took on another machine: 6.0, 58 and about 600 s) is no pair.

| `landscapes bench` | seconds | bar |
|---|---|---|
PAGE
census() { # work, size, bar
  echo "$1 $2" >&2
  "$python" - "$("$landscapes" bench "$1" "$2" --json)" "$1 $2" "$3" <<'PYTHON'
import json, sys
seconds = json.loads(sys.argv[1])["cpu_s"]
print(f"| `{sys.argv[2]}` | {seconds:.3g} | {sys.argv[3]} |")
PYTHON
}
census p-spin-census 8 0.03
census p-spin-census 10 0.25
census p-spin-census 12 1.4
cat <<'PAGE'

Every critical point of one Gaussian field on the d-torus, complete and certified, CPU seconds of one thread: ten frequencies for d = 1, the spectra that are isotropic to fourth order beyond.

| `landscapes bench` | seconds | bar |
|---|---|---|
PAGE
census torus-census 1 3e-5
census torus-census 2 2e-4
census torus-census 3 0.01
census torus-census 4 0.3
cat <<'PAGE'

The spectral density of a network's Hessian from Hessian-vector products, wall seconds of one density on two threads; no peer.

| `landscapes bench` | seconds | bar |
|---|---|---|
PAGE
echo slq >&2
"$python" - "$("$landscapes" bench slq --json)" <<'PYTHON'
import json, sys
line = json.loads(sys.argv[1])
print(f"| `{line['work']}` | {line['wall_s']:.3g} | 120 |")
PYTHON
cat <<'PAGE'

Two threads, each with its own items: wall time per item of one thread over that of two, median and range of three (bar 1.8).

| `landscapes bench` | ratio | range |
|---|---|---|
PAGE
for job in normals 'goe-index 10' 'goe-index 100' 'goe-index 1000' 'dense-inertia 100' 'eigenvalues 300' 'eigenvalues 1000' 'gemm 1000'; do
  scaling "$job"
done
