using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.Landscapes.Discrete;

/// <summary>Finds every local minimum of a Sherrington-Kirkpatrick sample by going through all states in Gray-code order, eight at a time.</summary>
/// <remarks>
/// <para>
/// The last spin is up: s and -s have one energy, so each state found counts twice. The three before it differ from lane to lane, a few more from chunk to chunk, and
/// the rest follow a Gray code, in which one spin flips from state to state, the same in all lanes. A flip adds the same row of couplings to the fields of all lanes; a state is
/// a local minimum where no field disagrees in sign with its spin. Fields are exact sums, so none of the 2^N updates leaves an error; a field of exactly zero is ruled
/// out when a candidate is looked at alone.
/// </para>
/// <para>Cost: about 3 N vector operations for eight states. Memory: 64 N bytes a thread.</para>
/// </remarks>
public static class SherringtonKirkpatrickCensus
{
    private const int Lanes = 8;
    private const int LaneBits = 3;
    private const int ChunkBits = 16;
    private const ulong SignBit = 1UL << 63;

    /// <summary>Enumerates the local minima of a sample.</summary>
    /// <param name="model">The sample.</param>
    /// <param name="threads">Worker threads; the result does not depend on them.</param>
    /// <param name="cancellation">Stops the enumeration between chunks of 2^19 states.</param>
    public static IsingCensus Enumerate(SherringtonKirkpatrick model, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var n = model.SpinCount;
        if (n <= LaneBits + 1)
            return OneByOne(model);
        var low = Math.Min(ChunkBits, n - 1 - LaneBits);
        var chunks = 1L << (n - 1 - LaneBits - low);
        var gate = new Lock();
        var (count, best, ground) = (0L, double.PositiveInfinity, 0UL);
        Parallel.For(
            0L,
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new Worker(model, low),
            (chunk, _, worker) =>
            {
                worker.Enumerate(chunk);
                return worker;
            },
            worker =>
            {
                lock (gate)
                {
                    count += worker.Found;
                    // Equal energies: the smaller state, so that the order of threads does not matter.
                    if (worker.Best < best || (worker.Best == best && worker.GroundState < ground))
                        (best, ground) = (worker.Best, worker.GroundState);
                }
            });
        return new IsingCensus(2 * count, best / n, ground);
    }

    /// <summary>The plain version: every state by itself.</summary>
    /// <param name="model">The sample.</param>
    public static IsingCensus OneByOne(SherringtonKirkpatrick model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (count, best, ground) = (0L, double.PositiveInfinity, 0UL);
        for (var state = 0UL; state < 1UL << (model.SpinCount - 1); state++)
        {
            var energy = model.Energy(state);
            if (energy < best)
                (best, ground) = (energy, state);
            count += model.IsLocalMinimum(state) ? 1 : 0;
        }

        return new IsingCensus(2 * count, best / model.SpinCount, ground);
    }

    private sealed class Worker
    {
        private readonly SherringtonKirkpatrick _model;
        private readonly int _low;
        private readonly int _spins;
        private readonly double[] _storage;
        private readonly int _offset;
        private readonly double[] _doubled;
        private readonly ulong[] _signs;
        private readonly ulong[] _laneSigns;

        public Worker(SherringtonKirkpatrick model, int low)
        {
            (_model, _low, _spins) = (model, low, model.SpinCount);
            _storage = GC.AllocateArray<double>((_spins + 1) * Lanes, pinned: true);
            _offset = (int)((64 - ((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0) & 63)) & 63) / sizeof(double);
            _doubled = [.. model.Couplings.ToArray().Select(j => 2 * j)];
            _signs = new ulong[_spins];
            _laneSigns = new ulong[LaneBits * Lanes];
            for (var b = 0; b < LaneBits; b++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                    _laneSigns[(b * Lanes) + lane] = (ulong)((lane >> b) & 1) << 63;
            }
        }

        public long Found { get; private set; }

        public double Best { get; private set; } = double.PositiveInfinity;

        public ulong GroundState { get; private set; }

        // Spins: the low ones follow the Gray code, then those of the chunk, the three of the lanes, and the last one, which is up.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Enumerate(long chunk)
        {
            var state = (ulong)chunk << _low;
            var fields = MemoryMarshal.Cast<double, Vector512<double>>(_storage.AsSpan(_offset, _spins * Lanes));
            for (var i = 0; i < _spins; i++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                    _storage[_offset + (i * Lanes) + lane] = _model.Field(WithLane(state, lane), i);
                _signs[i] = ((state >> i) & 1) << 63;
            }

            Look(state, Unstable(fields));
            var steps = 1UL << _low;
            for (var step = 1UL; step < steps; step++)
            {
                var flipped = BitOperations.TrailingZeroCount(step);
                state ^= 1UL << flipped;
                _signs[flipped] ^= SignBit;
                var unstable = Flip(fields, flipped);
                if (unstable.ExtractMostSignificantBits() != 0xFF)
                    Look(state, unstable);
            }
        }

        // The spin is now s: every other field changed by 2 s J. Returns the sign bit where any field disagrees with its spin.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private Vector512<double> Flip(Span<Vector512<double>> fields, int flipped)
        {
            ref var field = ref MemoryMarshal.GetReference(fields);
            ref var row = ref _doubled[flipped * _spins];
            ref var sign = ref MemoryMarshal.GetArrayDataReference(_signs);
            ref var laneSign = ref MemoryMarshal.GetArrayDataReference(_laneSigns);
            var direction = Vector512.Create(_signs[flipped] == 0 ? 1.0 : -1.0);
            var unstable = Vector512<ulong>.Zero;
            var common = _spins - 1 - LaneBits;
            var j = 0;
            for (; j < common; j++)
            {
                var h = Vector512.FusedMultiplyAdd(direction, Vector512.Create(Unsafe.Add(ref row, j)), Unsafe.Add(ref field, j));
                Unsafe.Add(ref field, j) = h;
                unstable |= h.AsUInt64() ^ Vector512.Create(Unsafe.Add(ref sign, j));
            }

            for (var b = 0; b < LaneBits; b++, j++)
            {
                var h = Vector512.FusedMultiplyAdd(direction, Vector512.Create(Unsafe.Add(ref row, j)), Unsafe.Add(ref field, j));
                Unsafe.Add(ref field, j) = h;
                unstable |= h.AsUInt64() ^ Vector512.LoadUnsafe(ref laneSign, (nuint)(b * Lanes));
            }

            var last = Vector512.FusedMultiplyAdd(direction, Vector512.Create(Unsafe.Add(ref row, j)), Unsafe.Add(ref field, j));
            Unsafe.Add(ref field, j) = last;
            return (unstable | last.AsUInt64()).AsDouble();
        }

        private Vector512<double> Unstable(Span<Vector512<double>> fields)
        {
            var unstable = fields[^1].AsUInt64();
            for (var j = 0; j < _spins - 1; j++)
            {
                unstable |= fields[j].AsUInt64() ^ (j < _spins - 1 - LaneBits
                    ? Vector512.Create(_signs[j]) : Vector512.Create<ulong>(_laneSigns.AsSpan((j - (_spins - 1 - LaneBits)) * Lanes, Lanes)));
            }

            return unstable.AsDouble();
        }

        private void Look(ulong state, Vector512<double> unstable)
        {
            var bits = unstable.ExtractMostSignificantBits();
            for (var lane = 0; lane < Lanes; lane++)
            {
                var candidate = WithLane(state, lane);
                if (((bits >> lane) & 1) != 0 || !_model.IsLocalMinimum(candidate))
                    continue;
                Found++;
                var energy = _model.Energy(candidate);
                if (energy < Best || (energy == Best && candidate < GroundState))
                    (Best, GroundState) = (energy, candidate);
            }
        }

        private ulong WithLane(ulong state, int lane) => state | ((ulong)lane << (_spins - 1 - LaneBits));
    }
}
