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
    /// <exception cref="ArgumentException">The length is not N^q or a number is not finite.</exception>
    public void SetCouplings(ReadOnlySpan<double> couplings)
    {
        var length = Math.Pow(Variables, Degree);
        if (couplings.Length != length)
            throw new ArgumentException($"Expected {length} couplings, was {couplings.Length}.", nameof(couplings));
        Array.Clear(_entries);
        Span<int> indices = stackalloc int[Degree];
        for (var position = 0; position < couplings.Length; position++)
        {
            if (!double.IsFinite(couplings[position]))
                throw new ArgumentException($"Expected finite couplings, was {couplings[position]} at position {position}.", nameof(couplings));
            var rest = position;
            for (var j = 0; j < Degree; j++)
                (rest, indices[j]) = (rest / Variables, rest % Variables);
            indices.Sort((a, b) => b.CompareTo(a));
            _entries[Offset(indices)] += couplings[position];
        }

        var entry = 0;
        foreach (var sorted in Tuples(Degree, Variables))
            _entries[entry++] /= Orders(sorted);
    }

    /// <summary>Multiplies every entry.</summary>
    /// <param name="factor">A finite number.</param>
    public void Scale(double factor)
    {
        for (var i = 0; i < _entries.Length; i++)
            _entries[i] *= factor;
    }

    /// <summary>Contracts once: entry (i2..iq) of the result is sum_k T_(k i2..iq) x_k.</summary>
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
        Array.Clear(destination._entries);
        Span<int> others = stackalloc int[Degree - 1];
        var position = 0;
        foreach (var indices in Tuples(Degree, Variables))
        {
            var entry = _entries[position++];
            for (var j = 0; j < Degree; j++)
            {
                // Each different index is taken out once.
                if (j > 0 && indices[j] == indices[j - 1])
                    continue;
                indices[..j].CopyTo(others);
                indices[(j + 1)..].CopyTo(others[j..]);
                ref var target = ref destination._entries[Offset(others)];
                target = Math.FusedMultiplyAdd(entry, x[indices[j]], target);
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
