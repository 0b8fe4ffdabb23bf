using System.Numerics;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Exact samples of a stationary Gaussian field on a regular grid of R^d, d = 1, 2, 3, by circulant embedding.</summary>
/// <remarks>
/// <para>The covariances c_j = rho(h^2 |j|^2), j_i the shorter way around, of a torus of n_1 x ... x n_d points have the eigenvalues lambda = DFT(c). If none is negative, DFT(sqrt(lambda / n) (xi + i eta)) with
/// independent standard normal xi and eta has a real and an imaginary part that are independent samples on the torus; on the grid their covariance is that of the field, exactly.</para>
/// <para>n_i is the smallest power of two from 2 (m_i - 1) on, doubled while an eigenvalue is negative, up to a limit. Covariances that oscillate or decay slowly on the grid may have no embedding: they are refused, never
/// altered.</para>
/// <para>Rounding: computed eigenvalues err by at most tau = 8 u log2(n) sqrt(n) ||c||_2 + e ||c||_1, with u = 2^-53, n the points of the torus and e = <see cref="EvaluationError"/> the relative accuracy of rho that is assumed. Those in [-tau, 0)
/// cannot be told from zero and count as zero, which is no alteration that the numbers could show. The covariance of a sample is then off by at most 2 tau at every lag, <see cref="CovarianceErrorBound"/>; below -tau all is refused.</para>
/// <para>Cost: n normal deviates a sample and half a transform of n log n. Source: Dietrich and Newsam 1997; Wood and Chan 1994, who also alter covariances without embedding.</para>
/// </remarks>
public sealed class CirculantEmbedding
{
    /// <summary>The largest number of points of the torus.</summary>
    public const int LargestTorus = 1 << 24;

    /// <summary>The relative accuracy of covariances that the error bound assumes.</summary>
    public const double EvaluationError = 1e-14;

    private readonly int[] _grid;
    private readonly int[] _torus;
    private readonly double[] _eigenvalues;

    /// <summary>Embeds the grid.</summary>
    /// <param name="covariance">rho; a covariance in dimension d.</param>
    /// <param name="grid">m_1, ..., m_d, positive, d from 1 to 3.</param>
    /// <param name="spacing">h, positive.</param>
    /// <param name="mostPoints">The most points of the torus that are tried, at most <see cref="LargestTorus"/>.</param>
    /// <exception cref="ArgumentException">rho is no covariance in dimension d, or no torus up to the limit has a positive semidefinite covariance; the message names the smallest eigenvalue and the sizes tried.</exception>
    public CirculantEmbedding(RadialCovariance covariance, ReadOnlySpan<int> grid, double spacing, int mostPoints = 1 << 22)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (grid.Length is < 1 or > 3)
            throw new ArgumentException($"Expected a grid of dimension 1 to 3, was {grid.Length}.", nameof(grid));
        foreach (var m in grid)
        {
            if (m is < 1 or > LargestTorus)
                throw new ArgumentOutOfRangeException(nameof(grid), m, $"Expected 1 to {LargestTorus} points along each axis, was {m}.");
        }

        if (!(spacing > 0) || double.IsInfinity(spacing))
            throw new ArgumentOutOfRangeException(nameof(spacing), spacing, $"Expected a finite positive spacing, was {spacing:R}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPoints, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostPoints, LargestTorus);
        covariance.CheckDimension(grid.Length);
        _grid = grid.ToArray();
        _torus = Array.ConvertAll(_grid, m => m == 1 ? 1 : (int)BitOperations.RoundUpToPowerOf2((uint)(2 * (m - 1))));
        var tried = new List<string>();
        var smallest = double.NegativeInfinity;
        while (true)
        {
            var points = _torus.Aggregate(1L, (product, n) => product * n);
            if (points > mostPoints)
                break;
            tried.Add(string.Join('x', _torus));
            (_eigenvalues, var bound) = Eigenvalues(covariance, spacing, (int)points);
            smallest = _eigenvalues.Min();
            // Written so that NaN is refused.
            if (smallest >= -bound)
            {
                CovarianceErrorBound = 2 * bound;
                return;
            }

            if (points == 1)
                break;
            for (var i = 0; i < _torus.Length; i++)
                _torus[i] *= _torus[i] == 1 ? 1 : 2;
        }

        throw new ArgumentException(
            tried.Count == 0
                ? $"A grid of {string.Join('x', _grid)} points needs a torus of {string.Join('x', _torus)} points, more than {mostPoints}."
                : FormattableString.Invariant($"{covariance.Name} has no circulant embedding on a grid of {string.Join('x', _grid)} points at spacing {spacing:R}: its smallest eigenvalue is {smallest:R} on the largest torus tried ({string.Join(", ", tried)} points)."),
            nameof(covariance));
    }

    /// <summary>m_1, ..., m_d.</summary>
    public ReadOnlySpan<int> Grid => _grid;

    /// <summary>The sizes of the torus that carries the grid.</summary>
    public ReadOnlySpan<int> Torus => _torus;

    /// <summary>The number of points of the grid.</summary>
    public int PointCount => _grid.Aggregate(1, (product, m) => product * m);

    /// <summary>The eigenvalues of the covariance on the torus, as computed: row-major, the last axis running fastest.</summary>
    public ReadOnlySpan<double> TorusEigenvalues => _eigenvalues;

    /// <summary>Bounds the difference between the covariance of a sample and rho at every lag of the grid.</summary>
    public double CovarianceErrorBound { get; }

    /// <summary>Draws two independent samples.</summary>
    /// <param name="stream">The stream of the pair; advanced by two normal deviates for each point of the torus.</param>
    /// <param name="first">Row-major values on the grid, the last axis running fastest; overwritten.</param>
    /// <param name="second">The same of the other sample.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="PointCount"/>.</exception>
    public void Draw(RandomStream stream, Span<double> first, Span<double> second)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (first.Length != PointCount || second.Length != PointCount)
            throw new ArgumentException($"Expected {PointCount} values, was {first.Length} and {second.Length}.", nameof(first));
        var waves = new Complex[_eigenvalues.Length];
        for (var i = 0; i < waves.Length; i++)
        {
            var amplitude = Math.Sqrt(Math.Max(_eigenvalues[i], 0) / waves.Length);
            var real = amplitude * stream.NextNormal();
            waves[i] = new Complex(real, amplitude * stream.NextNormal());
        }

        GridTransform.Apply(waves, _torus);
        for (var i = 0; i < first.Length; i++)
        {
            // The point of the torus with the coordinates of point i of the grid.
            var (place, stride, rest) = (0, 1, i);
            for (var axis = _grid.Length - 1; axis >= 0; axis--)
            {
                place += rest % _grid[axis] * stride;
                rest /= _grid[axis];
                stride *= _torus[axis];
            }

            (first[i], second[i]) = (waves[place].Real, waves[place].Imaginary);
        }
    }

    private (double[] Eigenvalues, double Bound) Eigenvalues(RadialCovariance covariance, double spacing, int points)
    {
        var row = new Complex[points];
        Span<double> rho = stackalloc double[1];
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < points; i++)
        {
            var (square, rest) = (0L, i);
            for (var axis = _torus.Length - 1; axis >= 0; axis--)
            {
                var n = _torus[axis];
                long lag = Math.Min(rest % n, n - (rest % n));
                square += lag * lag;
                rest /= n;
            }

            covariance.Evaluate(square * spacing * spacing, rho);
            row[i] = rho[0];
            sum += Math.Abs(rho[0]);
            squares += rho[0] * rho[0];
        }

        GridTransform.Apply(row, _torus);
        var bound = (GridTransform.ErrorFactor * Math.ScaleB(1, -53) * Math.Log2(points) * Math.Sqrt(points * squares)) + (EvaluationError * sum);
        return (Array.ConvertAll(row, z => z.Real), bound);
    }
}
