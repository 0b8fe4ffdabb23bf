using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.SpinGlasses;

/// <summary>A homogeneous polynomial T x^q of N variables, by its symmetric tensor, of which each entry is kept once.</summary>
/// <remarks>
/// <para>Entry T_(i1..iq), i1 >= i2 >= ... >= iq, lies at C(i1+q-1, q) + C(i2+q-2, q-1) + ... + C(iq, 1); there are C(N+q-1, q).</para>
/// <para>From couplings J that are not symmetric, T is their mean over all orders of the indices: both have the same polynomial.</para>
/// </remarks>
public sealed class SymmetricForm
{
    /// <summary>The largest degree.</summary>
    public const int LargestDegree = 6;

    // Far more than any memory, and small enough for the arithmetic of offsets.
    private const long LargestLength = 1L << 40;

    private readonly double[] _entries;

    /// <summary>Prepares a zero form.</summary>
    /// <param name="degree">q, 1 to <see cref="LargestDegree"/>.</param>
    /// <param name="variables">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the form has more entries than an array holds.</exception>
    public SymmetricForm(int degree, int variables)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, LargestDegree);
        ArgumentOutOfRangeException.ThrowIfLessThan(variables, 1);
        var length = EntryCount(degree, variables);
        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(variables), variables, $"Expected at most {Array.MaxLength} entries, was {length}.");
        (Degree, Variables) = (degree, variables);
        _entries = new double[length];
    }

    /// <summary>The degree q.</summary>
    public int Degree { get; }

    /// <summary>The number of variables N.</summary>
    public int Variables { get; }

    /// <summary>The packed entries of the tensor T.</summary>
    public ReadOnlySpan<double> Entries => _entries;

    /// <summary>The number of entries of a form, C(N+q-1, q); at most 2^40.</summary>
    /// <param name="degree">q.</param>
    /// <param name="variables">N.</param>
    public static long EntryCount(int degree, int variables)
    {
        double count = 1;
        for (var j = 1; j <= degree; j++)
            count = count * (variables + j - 1) / j;
        return count > LargestLength ? LargestLength : (long)Math.Round(count);
    }

    /// <summary>Draws the tensor of N^q independent standard normal couplings.</summary>
    /// <remarks>The mean of m couplings, m the number of different orders of the indices, has the variance 1/m: one deviate for each entry.</remarks>
    /// <param name="stream">The stream of this sample; advanced by one deviate for each entry.</param>
    public void Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(_entries);
        var position = 0;
        foreach (var indices in Tuples(Degree, Variables))
            _entries[position++] /= Math.Sqrt(Orders(indices));
    }

    /// <summary>Takes couplings that need not be symmetric.</summary>
    /// <param name="couplings">J at ((i1 N + i2) N + ...) + iq, N^q finite numbers.</param>
    /// <remarks>Each entry is right to two roundings, also where couplings cancel.</remarks>
    /// <exception cref="ArgumentException">The length is not N^q, or a number or a sum is not finite.</exception>
    public void SetCouplings(ReadOnlySpan<double> couplings)
    {
        var length = Math.Pow(Variables, Degree);
        if (couplings.Length != length)
            throw new ArgumentException($"Expected {length} couplings, was {couplings.Length}.", nameof(couplings));
        // Sums of couplings that cancel: high and low parts, and the sum of moduli, which tells where even these are not enough.
        var (low, moduli) = (new double[_entries.Length], new double[_entries.Length]);
        Array.Clear(_entries);
        Span<int> indices = stackalloc int[Degree];
        for (var position = 0; position < couplings.Length; position++)
        {
            var coupling = couplings[position];
            if (!double.IsFinite(coupling))
                throw new ArgumentException($"Expected finite couplings, was {coupling} at position {position}.", nameof(couplings));
            Unpack(position, indices);
            indices.Sort((a, b) => b.CompareTo(a));
            var entry = Offset(indices);
            var sum = _entries[entry] + coupling;
            var part = sum - _entries[entry];
            low[entry] += (_entries[entry] - (sum - part)) + (coupling - part);
            _entries[entry] = sum;
            moduli[entry] += Math.Abs(coupling);
        }

        var next = 0;
        foreach (var sorted in Tuples(Degree, Variables))
        {
            var sum = _entries[next] + low[next];
            // The low parts are right to about 2^-95 of the moduli, at most 720 of them; a sum below 2^-40 of these is formed again without rounding.
            if (!(Math.Abs(sum) >= Math.ScaleB(moduli[next], -40)))
                sum = ExactSum(sorted, couplings);
            _entries[next++] = sum / Orders(sorted);
        }

        if (!_entries.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
            return;
        throw new ArgumentException("Expected couplings whose sums stay within the range of a double.", nameof(couplings));
    }

    // All couplings with these indices in any order, as integers times one power of two; rounded once.
    private double ExactSum(ReadOnlySpan<int> sorted, ReadOnlySpan<double> couplings)
    {
        var sum = System.Numerics.BigInteger.Zero;
        Span<int> indices = stackalloc int[Degree];
        Span<int> places = stackalloc int[Degree];
        for (var code = 0; code < (int)Math.Pow(Degree, Degree); code++)
        {
            // Every way to put the sorted indices in order, by the place each is taken from; the same order of indices only once.
            var (rest, used, position) = (code, 0, 0);
            for (var j = 0; j < Degree; j++, rest /= Degree)
            {
                places[j] = rest % Degree;
                used |= 1 << places[j];
                indices[j] = sorted[places[j]];
                position = (position * Variables) + indices[j];
            }

            if (used != (1 << Degree) - 1 || !IsFirst(sorted, places))
                continue;
            var bits = BitConverter.DoubleToInt64Bits(couplings[position]);
            var exponent = (int)((bits >> 52) & 0x7FF);
            var mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
            sum += (System.Numerics.BigInteger)(bits < 0 ? -mantissa : mantissa) << Math.Max(0, exponent - 1);
        }

        var shift = Math.Max(0, (int)sum.GetBitLength() - 60);
        return Math.ScaleB((double)(long)(sum >> shift), shift - 1074);
    }

    // Of places with equal indices the earlier one comes first: one code for each different order.
    private static bool IsFirst(ReadOnlySpan<int> sorted, ReadOnlySpan<int> places)
    {
        for (var a = 0; a < places.Length; a++)
        {
            for (var b = a + 1; b < places.Length; b++)
            {
                if (sorted[places[a]] == sorted[places[b]] && places[a] > places[b])
                    return false;
            }
        }

        return true;
    }

    private void Unpack(int position, Span<int> indices)
    {
        for (var j = 0; j < Degree; j++)
            (position, indices[j]) = (position / Variables, position % Variables);
    }

    /// <summary>Multiplies every entry.</summary>
    /// <param name="factor">A finite number.</param>
    public void Scale(double factor)
    {
        for (var i = 0; i < _entries.Length; i++)
            _entries[i] *= factor;
    }

    /// <summary>Contracts once: entry (i2..iq) of the result is sum_k T_(k i2..iq) x_k.</summary>
    /// <remarks>Cost: q multiplications for each entry, mostly eight abreast.</remarks>
    /// <param name="x">N coordinates.</param>
    /// <param name="destination">A form of degree q - 1 in as many variables; overwritten.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void Contract(ReadOnlySpan<double> x, SymmetricForm destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (x.Length != Variables)
            throw new ArgumentException($"Expected {Variables} coordinates, was {x.Length}.", nameof(x));
        if (destination.Degree != Degree - 1 || destination.Variables != Variables)
            throw new ArgumentException($"Expected degree {Degree - 1} in {Variables} variables, was {destination.Degree} in {destination.Variables}.", nameof(destination));
        var target = destination._entries.AsSpan();
        target.Clear();
        // The entries of one row (i1..i(q-1)) and k = 0..i(q-1) lie one after the other, and so do those that they add to.
        Span<int> others = stackalloc int[Degree - 1];
        var (position, row) = (0, 0);
        foreach (var indices in Tuples(Degree - 1, Variables))
        {
            var last = indices[^1];
            var entries = _entries.AsSpan(position, last + 1);
            position += last + 1;
            target[row++] += VectorOperations.Dot(entries, x[..(last + 1)]);
            for (var j = 0; j < indices.Length; j++)
            {
                // Each different index is taken out once; where k is equal to the last one, that was done above.
                if (j > 0 && indices[j] == indices[j - 1])
                    continue;
                indices[..j].CopyTo(others);
                indices[(j + 1)..].CopyTo(others[j..]);
                others[^1] = 0;
                var count = indices[j] == last ? last : last + 1;
                VectorOperations.AddScaled(x[indices[j]], entries[..count], target.Slice(Offset(others), count));
            }
        }
    }

    /// <summary>The offset of an entry.</summary>
    /// <param name="indices">i1 >= i2 >= ... >= iq.</param>
    public static int Offset(ReadOnlySpan<int> indices)
    {
        long offset = 0;
        for (var j = 0; j < indices.Length; j++)
            offset += EntryCount(indices.Length - j, indices[j]);
        return (int)offset;
    }

    /// <summary>How many different orders the indices of an entry have: q! over the product of the factorials of the multiplicities.</summary>
    /// <param name="indices">i1 >= i2 >= ... >= iq.</param>
    public static int Orders(ReadOnlySpan<int> indices)
    {
        var (orders, run) = (1, 0);
        for (var j = 0; j < indices.Length; j++)
        {
            run = j > 0 && indices[j] == indices[j - 1] ? run + 1 : 1;
            orders = orders * (j + 1) / run;
        }

        return orders;
    }

    /// <summary>All i1 >= i2 >= ... >= iq in the order of their offsets.</summary>
    /// <param name="degree">q, not negative.</param>
    /// <param name="variables">N.</param>
    public static TupleSequence Tuples(int degree, int variables) => new(degree, variables);

    /// <summary>Enumerates index tuples; the span that it gives is overwritten by the next one.</summary>
    public readonly struct TupleSequence(int degree, int variables)
    {
        /// <summary>Begins before the first tuple.</summary>
        public Enumerator GetEnumerator() => new(degree, variables);

        /// <summary>Goes from tuple to tuple.</summary>
        public struct Enumerator(int degree, int variables)
        {
            private readonly int[] _indices = new int[degree];
            private bool _started;

            /// <summary>The tuple.</summary>
            public readonly ReadOnlySpan<int> Current => _indices;

            /// <summary>The last index turns fastest; an index never passes the one before it.</summary>
            public bool MoveNext()
            {
                if (!_started)
                {
                    _started = true;
                    return variables > 0;
                }

                for (var j = _indices.Length - 1; j >= 0; j--)
                {
                    if (_indices[j] < (j == 0 ? variables - 1 : _indices[j - 1]))
                    {
                        _indices[j]++;
                        return true;
                    }

                    _indices[j] = 0;
                }

                return false;
            }
        }
    }
}
