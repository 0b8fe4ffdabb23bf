using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.Discrete;

/// <summary>The energies of all 2^N states of one sample, for models whose local minima are found by comparing neighbours.</summary>
/// <remarks>
/// Energies are kept without the model's factor, as exact sums (<see cref="SherringtonKirkpatrick"/> says why), at the state's number, of which bit i is set where s_i = -1. All models
/// here have energies of variance N/2, up to terms that vanish over N: the ground state of the REM tends to -sqrt(ln 2) a spin. Memory: 2^(N+3) bytes.
/// </remarks>
public sealed class EnergyTable
{
    /// <summary>The largest number of spins: 2 GiB.</summary>
    public const int LargestSpinCount = 28;

    private const int Lanes = 8;
    private const int LaneBits = 3;
    private const int ChunkBits = 15;

    private readonly double[] _energies;
    private double _factor;

    /// <summary>Allocates the table.</summary>
    /// <param name="spinCount">N, 1 to <see cref="LargestSpinCount"/>.</param>
    public EnergyTable(int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, LargestSpinCount);
        SpinCount = spinCount;
        _energies = new double[Math.Max(Lanes, 1 << spinCount)];
    }

    /// <summary>The number of spins N.</summary>
    public int SpinCount { get; }

    private int StateCount => 1 << SpinCount;

    /// <summary>The energy H of a state.</summary>
    /// <param name="state">Bit i is set where s_i = -1.</param>
    public double Energy(ulong state) => _factor * _energies[checked((int)state)];

    /// <summary>Draws an Ising p-spin: H = -sqrt(p! / (2 N^(p-1))) sum J_(i1..ip) s_i1 ... s_ip over all i1 &lt; ... &lt; ip, J independent standard normal.</summary>
    /// <remarks>All energies by one Walsh-Hadamard transform of the couplings, N 2^N additions. p = 2 is the Sherrington-Kirkpatrick model.</remarks>
    /// <param name="p">The order of the interaction, 1 to N.</param>
    /// <param name="stream">The stream of the sample; advanced by C(N, p) normal deviates.</param>
    public void DrawPSpin(int p, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, SpinCount);
        Array.Clear(_energies);
        var couplings = new double[(int)Math.Round(MathNet.Numerics.Combinatorics.Combinations(SpinCount, p))];
        stream.FillNormal(couplings);
        CouplingGrid.Round(couplings);
        // All numbers with p bits, ascending (Gosper): the lowest run of ones moves up by one, the rest of it falls to the bottom.
        var subset = (1u << p) - 1;
        foreach (var coupling in couplings)
        {
            _energies[(int)subset] = -coupling;
            var lowest = subset & (~subset + 1);
            var ripple = subset + lowest;
            subset = ripple | (((subset ^ ripple) / lowest) >> 2);
        }

        Transform();
        var factor = 0.5;
        for (var q = 1; q <= p; q++)
            factor *= q / (q < p ? (double)SpinCount : 1);
        _factor = Math.Sqrt(factor);
    }

    /// <summary>Draws a random energy model: 2^N independent normal energies of variance N/2.</summary>
    /// <param name="stream">The stream of the sample; advanced by 2^N normal deviates.</param>
    public void DrawRandomEnergies(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(_energies.AsSpan(0, StateCount));
        _factor = Math.Sqrt(0.5 * SpinCount);
    }

    /// <summary>Draws an NK landscape: H = sqrt(1/2) sum_i f_i(s_i and K other spins), each f_i a table of 2^(K+1) independent standard normal numbers.</summary>
    /// <remarks>The K neighbours of each spin are drawn uniformly without repetition. Source: S. A. Kauffman, S. Levin, J. Theor. Biol. 128 (1987) 11.</remarks>
    /// <param name="neighbours">K, 0 to N - 1.</param>
    /// <param name="stream">The stream of the sample.</param>
    public void DrawNk(int neighbours, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(neighbours);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neighbours, SpinCount);
        Array.Clear(_energies);
        var table = new double[1 << (neighbours + 1)];
        for (var i = 0; i < SpinCount; i++)
        {
            var mask = 1u << i;
            while (BitOperations.PopCount(mask) <= neighbours)
                mask |= 1u << stream.NextInt32(SpinCount);
            stream.FillNormal(table);
            // On a fixed grid, so that the sum over spins is exact: |f| < 10 and N <= 28 leave room for 2^-40.
            foreach (ref var f in table.AsSpan())
                f = Math.Round(f * (1L << 40)) / (1L << 40);
            Add(table, mask);
        }

        _factor = Math.Sqrt(0.5);
    }

    /// <summary>Compares every state with its N neighbours.</summary>
    /// <param name="threads">Worker threads; the result does not depend on them.</param>
    public IsingCensus Census(int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (SpinCount < LaneBits)
            return OneByOne();
        var chunks = (StateCount + (1 << ChunkBits) - 1) >> ChunkBits;
        var found = new (long Count, double Best, int State)[chunks];
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            var first = chunk << ChunkBits;
            found[chunk] = Scan(first, Math.Min(StateCount, first + (1 << ChunkBits)));
        });
        var lowest = found.MinBy(f => f.Best);
        return new IsingCensus(found.Sum(f => f.Count), _factor * lowest.Best / SpinCount, Mirror((ulong)lowest.State, lowest.Best));
    }

    /// <summary>The plain version: every state by itself.</summary>
    public IsingCensus OneByOne()
    {
        var (count, ground) = (0L, 0);
        for (var state = 0; state < StateCount; state++)
        {
            var own = _energies[state];
            if (own < _energies[ground])
                ground = state;
            var stable = true;
            for (var i = 0; i < SpinCount; i++)
                stable &= own < _energies[state ^ (1 << i)];
            count += stable ? 1 : 0;
        }

        return new IsingCensus(count, _factor * _energies[ground] / SpinCount, Mirror((ulong)ground, _energies[ground]));
    }

    // Of two mirror images with one energy the one with the last spin up; it has the smaller number already where both are lowest.
    private ulong Mirror(ulong state, double energy)
    {
        var mirrored = ~state & ((1UL << SpinCount) - 1);
        return (state >> (SpinCount - 1)) == 1 && _energies[mirrored] == energy ? mirrored : state;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long Count, double Best, int State) Scan(int first, int end)
    {
        ref var energies = ref MemoryMarshal.GetArrayDataReference(_energies);
        long count = 0;
        var lowest = Vector512.Create(double.PositiveInfinity);
        for (var state = first; state < end; state += Lanes)
        {
            var own = Vector512.LoadUnsafe(ref energies, (nuint)state);
            lowest = Vector512.Min(lowest, own);
            var stable = Vector512.LessThan(own, Vector512.Shuffle(own, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)))
                & Vector512.LessThan(own, Vector512.Shuffle(own, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)))
                & Vector512.LessThan(own, Vector512.Shuffle(own, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3)));
            for (var i = LaneBits; i < SpinCount && stable.AsUInt64() != Vector512<ulong>.Zero; i++)
                stable &= Vector512.LessThan(own, Vector512.LoadUnsafe(ref energies, (nuint)(state ^ (1 << i))));
            count += BitOperations.PopCount(stable.ExtractMostSignificantBits());
        }

        var best = double.PositiveInfinity;
        for (var lane = 0; lane < Lanes; lane++)
            best = Math.Min(best, lowest[lane]);
        return (count, best, first + _energies.AsSpan(first, end - first).IndexOf(best));
    }

    // E(s) = sum over subsets of c_subset (-1)^(number of set bits of s in the subset); every addition is exact on the grid.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transform()
    {
        ref var e = ref MemoryMarshal.GetArrayDataReference(_energies);
        for (var i = 0; i < SpinCount; i++)
        {
            var distance = 1 << i;
            for (var block = 0; block < StateCount; block += 2 * distance)
            {
                if (distance < Lanes)
                {
                    for (var s = block; s < block + distance; s++)
                        (_energies[s], _energies[s + distance]) = (_energies[s] + _energies[s + distance], _energies[s] - _energies[s + distance]);
                    continue;
                }

                for (var s = block; s < block + distance; s += Lanes)
                {
                    var (up, down) = (Vector512.LoadUnsafe(ref e, (nuint)s), Vector512.LoadUnsafe(ref e, (nuint)(s + distance)));
                    (up + down).StoreUnsafe(ref e, (nuint)s);
                    (up - down).StoreUnsafe(ref e, (nuint)(s + distance));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(double[] table, uint mask)
    {
        for (var state = 0u; state < (uint)StateCount; state++)
            _energies[state] += table[Bmi2.IsSupported ? Bmi2.ParallelBitExtract(state, mask) : Extract(state, mask)];
    }

    private static uint Extract(uint state, uint mask)
    {
        var (result, position) = (0u, 0);
        for (; mask != 0; mask &= mask - 1)
            result |= ((state >> BitOperations.TrailingZeroCount(mask)) & 1) << position++;
        return result;
    }
}
