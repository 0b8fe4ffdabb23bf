using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.RandomMatrices;

/// <summary>Samples index and log|det| of GOE(n) + s I, eight samples in lockstep, in one pass down the tridiagonal model.</summary>
/// <remarks>
/// <para>Law: that of <see cref="TridiagonalGoe"/>, density proportional to exp(-tr M^2 / 2); the numbers are others.</para>
/// <para>Sample j of a key is the same bits alone, in any batch, on any thread and on any processor: a pure function of (key, j, purpose).</para>
/// <para>
/// The index is proved or <see cref="Undecided"/>: undecided where an eigenvalue may lie within <see cref="ErrorBound"/> of zero, which
/// has a probability of about 2 sqrt(2n) ErrorBound / pi for small s, 1e-13 at n = 100. log|det| is that of the bracket's two ends in the mean
/// (<see cref="BracketedSturm"/>); its error is of the order of the bound times the sum of 1/|eigenvalue|.
/// </para>
/// <para>Cost: about 120 vector operations per row of eight samples. Instances hold no state; nothing is allocated.</para>
/// </remarks>
public sealed class LockstepGoe
{
    /// <summary>Returned instead of an index when an eigenvalue may lie within its error bound of zero.</summary>
    public const int Undecided = -1;

    /// <summary>The largest order.</summary>
    public const int LargestOrder = 1_000_000;

    /// <summary>The largest modulus of a shift; the semicircle of the largest order ends at 1414.</summary>
    public const double LargestShift = 1e6;

    private const int ChunkRows = 16;
    private const int Lanes = NormalGammaRows.Lanes;
    private const int LevelsAtOnce = 8;
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly double _largestRow;

    /// <summary>Prepares the ensemble.</summary>
    /// <param name="order">n, 1 to <see cref="LargestOrder"/>.</param>
    public LockstepGoe(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, LargestOrder);
        Order = order;
        // The bound increases with k up to 5, where the closed forms end, and again from 6 on.
        var largestSquare = order == 1 ? 0 : Math.Max(NormalGammaRows.LargestGamma(Math.Min(5, order - 1)), NormalGammaRows.LargestGamma(order - 1));
        _largestRow = NormalGammaRows.LargestNormal + (2 * Math.Sqrt(largestSquare));
    }

    /// <summary>The order n.</summary>
    public int Order { get; }

    /// <summary>Bounds the distance from zero within which the sign of an eigenvalue of GOE(n) + s I may be left undecided.</summary>
    /// <remarks>
    /// Twice the half-width of the bracket, 4u (|s| + 9.42 + 2 max b): one u is the rounding of the recursion, one that of s plus the
    /// half-width, two are to spare. The bound on b holds for every deviate that can be drawn, so no matrix is looked at first.
    /// </remarks>
    /// <param name="shift">s.</param>
    public double ErrorBound(double shift) => 2 * HalfWidth(shift);

    /// <summary>Draws samples with a common shift.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first entry.</param>
    /// <param name="shift">s, at most <see cref="LargestShift"/> in modulus.</param>
    /// <param name="index">Entry i becomes the index of sample firstSample + i, or <see cref="Undecided"/>.</param>
    /// <param name="logAbsDeterminant">The same length: ln|det|, NaN where the computed determinant is zero at an end of the bracket.</param>
    /// <param name="purpose">Separates independent uses within one sample; below <see cref="NormalGammaRows.PurposeLimit"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Draw(StreamKey key, ulong firstSample, double shift, Span<int> index, Span<double> logAbsDeterminant, uint purpose = 0)
    {
        CheckShift(shift);
        CheckLength(index.Length, logAbsDeterminant.Length, nameof(logAbsDeterminant));
        var rows = new NormalGammaRows(key, firstSample, purpose);
        for (var i = 0; i < index.Length; i += Lanes)
        {
            var group = Math.Min(Lanes, index.Length - i);
            rows.MoveTo(firstSample + (ulong)i);
            Draw(rows, Vector512.Create(shift), index.Slice(i, group), logAbsDeterminant.Slice(i, group));
        }
    }

    /// <summary>Draws samples, each with its own shift.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first entry.</param>
    /// <param name="shifts">s of each sample.</param>
    /// <param name="index">The same length; entry i becomes the index of sample firstSample + i, or <see cref="Undecided"/>.</param>
    /// <param name="logAbsDeterminant">The same length: ln|det|.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a shift is out of range.</exception>
    public void Draw(
        StreamKey key, ulong firstSample, ReadOnlySpan<double> shifts, Span<int> index, Span<double> logAbsDeterminant, uint purpose = 0)
    {
        CheckLength(index.Length, logAbsDeterminant.Length, nameof(logAbsDeterminant));
        CheckLength(index.Length, shifts.Length, nameof(shifts));
        foreach (var shift in shifts)
            CheckShift(shift);
        var rows = new NormalGammaRows(key, firstSample, purpose);
        Span<double> own = stackalloc double[Lanes];
        for (var i = 0; i < index.Length; i += Lanes)
        {
            var group = Math.Min(Lanes, index.Length - i);
            shifts.Slice(i, group).CopyTo(own);
            rows.MoveTo(firstSample + (ulong)i);
            Draw(rows, Vector512.Create<double>(own), index.Slice(i, group), logAbsDeterminant.Slice(i, group));
        }
    }

    /// <summary>Counts the eigenvalues of GOE(n) below several levels, on the matrices that <see cref="Draw(StreamKey, ulong, double, Span{int}, Span{double}, uint)"/> draws.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first row of <paramref name="counts"/>.</param>
    /// <param name="levels">The levels, each at most <see cref="LargestShift"/> in modulus.</param>
    /// <param name="counts">Sample by sample, one count a level, or <see cref="Undecided"/>; a multiple of the number of levels.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of levels, or a level is out of range.</exception>
    public void CountBelow(StreamKey key, ulong firstSample, ReadOnlySpan<double> levels, Span<int> counts, uint purpose = 0)
    {
        if (levels.IsEmpty || counts.Length % levels.Length != 0)
            throw new ArgumentException($"Expected a multiple of {levels.Length} counts, one or more levels, was {counts.Length}.", nameof(counts));
        foreach (var level in levels)
            CheckShift(level);
        var samples = counts.Length / levels.Length;
        var rows = new NormalGammaRows(key, firstSample, purpose);
        Span<Vector512<double>> some = stackalloc Vector512<double>[LevelsAtOnce];
        Span<Vector512<long>> below = stackalloc Vector512<long>[LevelsAtOnce];
        for (var i = 0; i < samples; i += Lanes)
        {
            rows.MoveTo(firstSample + (ulong)i);
            var group = counts.Slice(i * levels.Length, Math.Min(Lanes, samples - i) * levels.Length);
            // A few levels share the rows; many are taken in turns, each on the same rows drawn again.
            for (var first = 0; first < levels.Length; first += LevelsAtOnce)
            {
                var together = Math.Min(LevelsAtOnce, levels.Length - first);
                for (var l = 0; l < together; l++)
                    some[l] = Vector512.Create(levels[first + l]);
                CountGroup(rows, some[..together], below);
                for (var l = 0; l < together; l++)
                {
                    for (var lane = 0; lane < group.Length / levels.Length; lane++)
                        group[(lane * levels.Length) + first + l] = (int)below[l][lane];
                }
            }
        }
    }

    /// <summary>Finds which ordered eigenvalues of GOE(n) lie within a distance from a centre, each sample's own, on the matrices that Draw draws.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="firstSample">The sample number of the first entry.</param>
    /// <param name="centre">The centre of all windows, whose ends are at most <see cref="LargestShift"/> in modulus.</param>
    /// <param name="halfWidths">The distance of each sample.</param>
    /// <param name="first">The same length: how many eigenvalues lie below the window, or <see cref="Undecided"/>.</param>
    /// <param name="end">The same length: how many lie below its upper end, or <see cref="Undecided"/>; the positions first to end - 1 lie within it.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a distance is out of range.</exception>
    public void CountWindows(
        StreamKey key, ulong firstSample, double centre, ReadOnlySpan<double> halfWidths, Span<int> first, Span<int> end, uint purpose = 0)
    {
        CheckLength(halfWidths.Length, first.Length, nameof(first));
        CheckLength(halfWidths.Length, end.Length, nameof(end));
        foreach (var halfWidth in halfWidths)
            CheckShift(Math.Abs(centre) + halfWidth);
        var rows = new NormalGammaRows(key, firstSample, purpose);
        Span<double> own = stackalloc double[Lanes];
        Span<Vector512<double>> levels = stackalloc Vector512<double>[2];
        Span<Vector512<long>> below = stackalloc Vector512<long>[2];
        for (var i = 0; i < halfWidths.Length; i += Lanes)
        {
            var group = Math.Min(Lanes, halfWidths.Length - i);
            halfWidths.Slice(i, group).CopyTo(own);
            rows.MoveTo(firstSample + (ulong)i);
            var halfWidth = Vector512.Create<double>(own);
            levels[0] = Vector512.Create(centre) - halfWidth;
            levels[1] = Vector512.Create(centre) + halfWidth;
            CountGroup(rows, levels, below);
            for (var lane = 0; lane < group; lane++)
                (first[i + lane], end[i + lane]) = ((int)below[0][lane], (int)below[1][lane]);
        }
    }

    /// <summary>Draws the matrix of one sample: the one whose index <see cref="Draw(StreamKey, ulong, double, Span{int}, Span{double}, uint)"/> gives.</summary>
    /// <param name="key">The key of the cell.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="diagonal">n entries; fully overwritten.</param>
    /// <param name="offDiagonalSquared">n - 1 entries, the squares; fully overwritten.</param>
    /// <param name="purpose">Separates independent uses within one sample.</param>
    /// <exception cref="ArgumentException">A destination has another length.</exception>
    public void DrawMatrix(StreamKey key, ulong sample, Span<double> diagonal, Span<double> offDiagonalSquared, uint purpose = 0)
    {
        CheckLength(Order, diagonal.Length, nameof(diagonal));
        CheckLength(Order - 1, offDiagonalSquared.Length, nameof(offDiagonalSquared));
        var rows = new NormalGammaRows(key, sample, purpose);
        Span<Vector512<double>> normals = stackalloc Vector512<double>[ChunkRows];
        Span<Vector512<double>> gammas = stackalloc Vector512<double>[ChunkRows];
        for (var row = 0; row < Order; row += ChunkRows)
        {
            var count = Math.Min(ChunkRows, Order - row);
            Fill(rows, row, normals, gammas);
            for (var i = 0; i < count; i++)
            {
                diagonal[row + i] = normals[i][0];
                if (row + i < Order - 1)
                    offDiagonalSquared[row + i] = gammas[i][0];
            }
        }
    }

    [SkipLocalsInit]
    private void Draw(in NormalGammaRows rows, Vector512<double> shift, Span<int> index, Span<double> logAbsDeterminant)
    {
        Span<Vector512<double>> diagonal = stackalloc Vector512<double>[ChunkRows];
        Span<Vector512<double>> squares = stackalloc Vector512<double>[ChunkRows];
        var sturm = new BracketedSturm(shift, HalfWidth(shift));
        for (var row = 0; row < Order; row += ChunkRows)
        {
            var count = Math.Min(ChunkRows, Order - row);
            Fill(rows, row, diagonal, squares);
            sturm.Advance(diagonal[..count], squares[..count]);
        }

        var indices = sturm.Index(Undecided);
        var logs = sturm.LogAbsDeterminant();
        if (index.Length == Lanes)
        {
            Vector512.Narrow(indices, indices).GetLower().CopyTo(index);
            logs.CopyTo(logAbsDeterminant);
            return;
        }

        for (var lane = 0; lane < index.Length; lane++)
        {
            index[lane] = (int)indices[lane];
            logAbsDeterminant[lane] = logs[lane];
        }
    }

    // Each level has its own value in every lane; so has each count.
    [SkipLocalsInit]
    private void CountGroup(in NormalGammaRows rows, ReadOnlySpan<Vector512<double>> levels, Span<Vector512<long>> below)
    {
        Span<Vector512<double>> diagonal = stackalloc Vector512<double>[ChunkRows];
        Span<Vector512<double>> squares = stackalloc Vector512<double>[ChunkRows];
        Span<BracketedSturm> sturm = stackalloc BracketedSturm[LevelsAtOnce];
        for (var l = 0; l < levels.Length; l++)
            sturm[l] = new BracketedSturm(-levels[l], HalfWidth(levels[l]));
        for (var row = 0; row < Order; row += ChunkRows)
        {
            var length = Math.Min(ChunkRows, Order - row);
            Fill(rows, row, diagonal, squares);
            for (var l = 0; l < levels.Length; l++)
                sturm[l].Advance(diagonal[..length], squares[..length]);
        }

        for (var l = 0; l < levels.Length; l++)
            below[l] = sturm[l].Index(Undecided);
    }

    // A few rows more than there are, so that they come in steps.
    private void Fill(in NormalGammaRows rows, int row, Span<Vector512<double>> diagonal, Span<Vector512<double>> squares)
    {
        var count = Math.Min(ChunkRows, (Order - row + NormalGammaRows.RowStep - 1) & -NormalGammaRows.RowStep);
        rows.Fill((uint)row, Order - 1 - row, diagonal[..count], squares[..count]);
    }

    private double HalfWidth(double shift) => 4 * UnitRoundoff * (Math.Abs(shift) + _largestRow);

    private Vector512<double> HalfWidth(Vector512<double> shift) =>
        Vector512.Create(4 * UnitRoundoff) * (Vector512.Abs(shift) + Vector512.Create(_largestRow));

    private static void CheckShift(double shift)
    {
        if (!(Math.Abs(shift) <= LargestShift))
            throw new ArgumentOutOfRangeException(nameof(shift), shift, $"Expected a modulus of at most {LargestShift}.");
    }

    private static void CheckLength(int expected, int actual, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"Expected {expected} entries, was {actual}.", name);
    }
}
