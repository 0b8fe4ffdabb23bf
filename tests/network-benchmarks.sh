#!/usr/bin/env bash
# Times derivatives and the spectrum of a network's Hessian against torch, command by command in turns, and prints the page results/benchmarks/networks.md.
# Usage: tests/network-benchmarks.sh PEERS [ROUNDS] > results/benchmarks/networks.md
# PEERS is the folder of the peer scripts (nnhess.py, dense.py, pair.py). The machine has to be idle; 5 rounds take about three minutes.
# Needs python3 with torch, and numpy and scipy on OpenBLAS; PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=$(realpath "${1:?usage: tests/network-benchmarks.sh PEERS [ROUNDS]}")
rounds=${2:-5}
# shellcheck source=tests/benchmark-rows.sh
. tests/benchmark-rows.sh

cat >"$work/both.py" <<'PYTHON'
import json, subprocess, sys
lines = [json.loads(subprocess.run([sys.executable, *c], check=True, capture_output=True, text=True).stdout.splitlines()[-1]) for c in (["nnhess.py", "functional"], ["dense.py", "eigvalsh", "2778"])]
print(json.dumps({"cpu_s": sum(l["cpu_s"] for l in lines)}))
PYTHON

cat <<PAGE
# benchmarks of networks

Derivatives of the mean cross-entropy of a 64-32-16-10 tanh network (2778 parameters) over 1000 samples, in double precision, one thread. CPU seconds in pairs, as on the
[page of the kernels](README.md): each round runs both commands one after the other, the ratio is peer / ours, its median is taken over $rounds rounds.

This page was written by

\`\`\`
tests/network-benchmarks.sh PEERS $rounds > results/benchmarks/networks.md
\`\`\`

where PEERS holds the scripts named in the table. Code $("$landscapes" --version), $tree.

**Machine.** $(machine),
$("$python" -c 'import platform, numpy, torch; print(f"Python {platform.python_version()}, torch {torch.__version__}, numpy {numpy.__version__}")'), OpenBLAS with
\`OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX\`. Load before the start: $load.

| \`landscapes bench\` | ours | peer | peer's time | ratio | range | bar |
|---|---|---|---|---|---|---|
PAGE
row hvp "$python nnhess.py hvp" 'torch, gradient of a gradient, `nnhess.py hvp`' 2
row mlp-hessian "$python nnhess.py functional" 'torch, `nnhess.py functional`' 17
row mlp-spectrum "$python $work/both.py" 'torch, then LAPACK, `nnhess.py functional` and `dense.py eigvalsh 2778`' 2.5
