# Sourced by the benchmark scripts, which set peers and rounds: builds, and times a kernel against a peer in pairs.
python=${PYTHON:-/usr/bin/python3}
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX
load=$(cut -d ' ' -f 1 /proc/loadavg)
tree=$(git status --porcelain | grep -v ' results/benchmarks/' | grep -q . && echo 'with uncommitted changes' || echo 'from a clean tree')
dotnet build -c Release -v quiet >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A copy, so that a rebuild meanwhile changes nothing.
cp -r src/RandomLandscapes.Cli/bin/Release/net10.0 "$work/cli"
landscapes=$work/cli/landscapes

row() { # work, peer command, its name, bar
  echo "$1 against $3" >&2
  (cd "$peers" && "$python" pair.py "$rounds" "$landscapes bench $1 --json" "$2") >"$work/pair"
  "$python" - "$work/pair" "$1" "$3" "$4" <<'PYTHON'
import json, statistics, sys
lines = open(sys.argv[1]).read().splitlines()
rounds = [l.split() for l in lines if l.startswith("round")]
ours, peer = (statistics.median(float(r[i]) for r in rounds) for i in (3, 5))
q = json.loads(lines[-1])
def t(x): return f"{x*1e9:.3g} ns" if x < 1e-6 else f"{x*1e6:.3g} us" if x < 1e-3 else f"{x*1e3:.3g} ms" if x < 1 else f"{x:.3g} s"
print(f"| `{sys.argv[2]}` | {t(ours)} | {sys.argv[3]} | {t(peer)} | {q['ratio_median']:.2f} | {q['ratio_min']:.2f} to {q['ratio_max']:.2f} | {sys.argv[4]} |")
PYTHON
}

cpu() { sed -n "s/^$1[[:space:]]*: //p" /proc/cpuinfo | head -n 1; }

machine() {
  echo "$(cpu 'model name'), family $(cpu 'cpu family') model $(cpu model), $(nproc --all) cores, $("$landscapes" bench | tail -n 1); .NET $(dotnet --version)"
}
