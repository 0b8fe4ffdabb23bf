namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>The Lanczos iteration with full reorthogonalisation: an orthonormal basis in which a symmetric operator is tridiagonal; owns the workspace, one per thread.</summary>
/// <remarks>
/// <para>A V = V T + beta v_(m+1) e_m^T, V orthonormal to rounding: every new vector is cleared of all earlier ones twice.</para>
/// <para>Sources: C. Lanczos, J. Res. Natl. Bur. Stand. 45 (1950) 255; L. Giraud, J. Langou, M. Rozloznik, J. van den Eshof, Numer. Math. 101 (2005) 87
/// (twice is enough).</para>
/// <para>Cost: m products and 4 n m^2 floating-point operations; memory 8 n (m + 1) bytes. Sums are taken in a fixed order.</para>
/// </remarks>
public sealed class LanczosIteration
{
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly double[] _basis; // row j is v_j; one more than the steps
    private readonly double[] _diagonal;
    private readonly double[] _offDiagonal;

    /// <summary>Allocates the workspace.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="steps">m, from 1 to n.</param>
    public LanczosIteration(int order, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, order);
        Order = order;
        MostSteps = steps;
        _basis = new double[checked(order * (steps + 1))];
        _diagonal = new double[steps];
        _offDiagonal = new double[steps];
    }

    /// <summary>n.</summary>
    public int Order { get; }

    /// <summary>m.</summary>
    public int MostSteps { get; }

    /// <summary>The steps of the last run.</summary>
    public int Steps { get; private set; }

    /// <summary>The diagonal of T, as many as steps.</summary>
    public ReadOnlySpan<double> Diagonal => _diagonal.AsSpan(0, Steps);

    /// <summary>Below it, as many as steps; the last is beta.</summary>
    public ReadOnlySpan<double> OffDiagonal => _offDiagonal.AsSpan(0, Steps);

    /// <summary>Basis vector j.</summary>
    /// <param name="j">From 0; below the number of steps.</param>
    public ReadOnlySpan<double> Basis(int j)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(j);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(j, Steps);
        return Row(j);
    }

    /// <summary>Runs the iteration.</summary>
    /// <param name="apply">The operator, of order n.</param>
    /// <param name="start">n numbers, not all zero.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    public LanczosOutcome Run(SymmetricOperator apply, ReadOnlySpan<double> start)
    {
        ArgumentNullException.ThrowIfNull(apply);
        if (start.Length != Order)
            throw new ArgumentException($"Expected {Order} numbers, was {start.Length}.", nameof(start));
        Steps = 0;
        start.CopyTo(Row(0));
        var length = VectorOperations.Norm(start);
        if (!(length > 0) || !double.IsFinite(length))
            return LanczosOutcome.NonFinite;
        Scale(Row(0), 1 / length);
        var scale = 0.0; // grows to the norm of T
        for (var j = 0; j < MostSteps; j++)
        {
            var next = Row(j + 1);
            apply(Row(j), next);
            _diagonal[j] = VectorOperations.Dot(Row(j), next);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i <= j; i++)
                    VectorOperations.AddScaled(-VectorOperations.Dot(Row(i), next), Row(i), next);
            }

            var beta = VectorOperations.Norm(next);
            if (!double.IsFinite(_diagonal[j]) || !double.IsFinite(beta))
                return LanczosOutcome.NonFinite;
            _offDiagonal[j] = beta;
            Steps = j + 1;
            scale = Math.Max(scale, Math.Abs(_diagonal[j]) + beta);
            if (beta <= Order * UnitRoundoff * scale)
                return LanczosOutcome.InvariantSubspace;
            Scale(next, 1 / beta);
        }

        return LanczosOutcome.Completed;
    }

    private static void Scale(Span<double> vector, double factor)
    {
        foreach (ref var entry in vector)
            entry *= factor;
    }

    private Span<double> Row(int j) => _basis.AsSpan(j * Order, Order);
}
