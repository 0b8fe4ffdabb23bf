using MathNet.Numerics.LinearAlgebra;

namespace RandomLandscapes.Theory;

/// <summary>Exact mean numbers of critical points of stationary Gaussian fields on the torus [0, 2 pi)^d with a finite spectrum.</summary>
/// <remarks>
/// <para>
/// f = sum_k a_k (A_k cos k.x + B_k sin k.x), one k of each pair. With L_ij = sum a^2 k_i k_j and E f_ij f_kl = sum a^2 k_i k_j k_k k_l, the gradient and the Hessian at a point being independent,
/// E N = (2 pi)^(d/2) det(L)^(-1/2) E|det f''| (Kac and Rice). f and -f have one law, so E N_k = E N_(d-k); in d = 2 the Euler sum makes half of all points saddles.
/// </para>
/// <para>Exact here: d = 1; d = 2; spectra isotropic to fourth order, which share E|det f''| and the fractions with isotropic fields; products of functions of one coordinate each.</para>
/// </remarks>
public static class TorusFields
{
    /// <summary>The source of the formulas.</summary>
    public const string Source = "Kac and Rice: E N = (2 pi)^(d/2) det(L)^(-1/2) E|det f''|";

    private const double Equal = 1e-12;

    /// <summary>Mean numbers of critical points on the whole torus, where they are known exactly.</summary>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="waves">Wave vectors, one after the other, one of each +-k.</param>
    /// <param name="variances">a_k^2, positive.</param>
    /// <returns>Null where E|det f''| has no known form: d of at least 3, neither isotropic to fourth order nor separable.</returns>
    /// <exception cref="ArgumentException">The wave vectors do not span all directions, so that critical points are not isolated; or a length does not fit.</exception>
    public static MeanCounts? MeanCounts(int dimension, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (variances.Length == 0 || waves.Length != variances.Length * dimension)
            throw new ArgumentException($"Expected {dimension} components for each weight, at least one, was {waves.Length} for {variances.Length}.", nameof(waves));
        var second = SecondMoments(dimension, waves, variances);
        if (dimension == 1)
            return OnTheCircle(second[0, 0], Fourth(1, waves, variances, 0, 0, 0, 0));
        if (Isotropic(dimension, waves, variances, second) is { } pair)
            return OfIsotropicMoments(dimension, pair.Second, pair.Fourth);
        if (Separable(dimension, waves, variances) is { } product)
            return product;
        return dimension == 2 ? InThePlane(waves, variances, second) : null;
    }

    /// <summary>L and E f_11 f_22 of a spectrum that is isotropic to fourth order, kappa = L / sqrt(Var f E f_11 f_22); null for every other. In d = 1 every spectrum is, with E f''^2 / 3 for the second.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors.</param>
    /// <param name="variances">a_k^2.</param>
    /// <exception cref="ArgumentException">The wave vectors do not span all directions.</exception>
    public static (double Second, double Fourth)? IsotropicMoments(int dimension, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances) =>
        dimension == 1 ? (SecondMoments(1, waves, variances)[0, 0], Fourth(1, waves, variances, 0, 0, 0, 0) / 3) : Isotropic(dimension, waves, variances, SecondMoments(dimension, waves, variances));

    /// <summary>(2 pi)^(d/2) det(L)^(-1/2), the factor of E|det f''| for any d.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="waves">Wave vectors.</param>
    /// <param name="variances">a_k^2.</param>
    /// <exception cref="ArgumentException">The wave vectors do not span all directions.</exception>
    public static double Factor(int dimension, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances)
    {
        var moments = SecondMoments(dimension, waves, variances);
        return Math.Exp((0.5 * dimension * Math.Log(2 * Math.PI)) - moments.Cholesky().Factor.Diagonal().Sum(Math.Log));
    }

    private static Matrix<double> SecondMoments(int d, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances)
    {
        var moments = Matrix<double>.Build.Dense(d, d);
        for (var m = 0; m < variances.Length; m++)
        {
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j < d; j++)
                    moments[i, j] += variances[m] * waves[(m * d) + i] * waves[(m * d) + j];
            }
        }

        // Integers and positive weights: a direction that no wave vector has leaves an exact zero but for rounding, in units in which every coordinate has the same moment.
        var scaled = Matrix<double>.Build.Dense(d, d, (i, j) => moments[i, i] > 0 && moments[j, j] > 0 ? moments[i, j] / Math.Sqrt(moments[i, i]) / Math.Sqrt(moments[j, j]) : 0);
        return scaled.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real) > 1e-13 ? moments : throw new ArgumentException("Expected wave vectors that span all directions.", nameof(waves));
    }

    private static double Fourth(int d, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances, int i, int j, int k, int l)
    {
        var sum = 0.0;
        for (var m = 0; m < variances.Length; m++)
        {
            var wave = waves.Slice(m * d, d);
            sum += variances[m] * wave[i] * wave[j] * wave[k] * wave[l];
        }

        return sum;
    }

    // Rice: 2 pi / (pi sqrt(L)) sqrt(E f''^2), half minima and half maxima.
    private static MeanCounts OnTheCircle(double second, double fourth) => Theory.MeanCounts.FromLogs(Enumerable.Repeat(0.5 * Math.Log(fourth / second), 2));

    // rho' = -L/2 and rho'' = E f_11 f_22 / 4 in the notation of isotropic fields.
    private static MeanCounts OfIsotropicMoments(int d, double second, double fourth)
    {
        var logVolume = (d * Math.Log(2 * Math.PI)) + (0.5 * d * Math.Log(fourth / (Math.PI * second)));
        return Theory.MeanCounts.FromLogs(new IsotropicFields(d).LogDeterminantMeans().Select(x => x + logVolume));
    }

    private static (double Second, double Fourth)? Isotropic(int d, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances, Matrix<double> second)
    {
        if (d > IsotropicFields.MaxDimension)
            return null;
        var (own, mixed) = (second[0, 0], Fourth(d, waves, variances, 0, 0, 1, 1));
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                if (Math.Abs(second[i, j] - (i == j ? own : 0)) > Equal * own)
                    return null;
                for (var k = 0; k < d; k++)
                {
                    for (var l = 0; l < d; l++)
                    {
                        var pairs = (i == j && k == l ? 1 : 0) + (i == k && j == l ? 1 : 0) + (i == l && j == k ? 1 : 0);
                        if (Math.Abs(Fourth(d, waves, variances, i, j, k, l) - (pairs * mixed)) > Equal * Math.Abs(mixed))
                            return null;
                    }
                }
            }
        }

        return (own, mixed);
    }

    // Each mode depends on one coordinate: points are products, indices add up.
    private static MeanCounts? Separable(int d, ReadOnlySpan<int> waves, ReadOnlySpan<double> variances)
    {
        var (second, fourth) = (new double[d], new double[d]);
        for (var m = 0; m < variances.Length; m++)
        {
            var wave = waves.Slice(m * d, d);
            var place = -1;
            for (var i = 0; i < d; i++)
            {
                if (wave[i] == 0)
                    continue;
                if (place >= 0)
                    return null;
                place = i;
            }

            var square = (double)wave[place] * wave[place];
            second[place] += variances[m] * square;
            fourth[place] += variances[m] * square * square;
        }

        var logEach = 0.5 * second.Zip(fourth, (a, b) => Math.Log(b / a)).Sum();
        return Theory.MeanCounts.FromLogs(Enumerable.Range(0, d + 1).Select(k => logEach + MathNet.Numerics.SpecialFunctions.BinomialLn(d, k)));
    }

    // In coordinates in which L is the identity, k' = C^-1 k with L = C C^T, det f'' / det L: nothing is left of different scales of the two coordinates. E|h_11 h_22 - h_12^2| is that of sum v_i Z_i^2, v the
    // eigenvalues of S Q S, S S the covariance and Q the form of the determinant.
    private static MeanCounts InThePlane(ReadOnlySpan<int> waves, ReadOnlySpan<double> variances, Matrix<double> second)
    {
        var c11 = Math.Sqrt(second[0, 0]);
        var c21 = second[0, 1] / c11;
        var c22 = Math.Sqrt(second[1, 1] - (c21 * c21));
        var covariance = Matrix<double>.Build.Dense(3, 3);
        for (var m = 0; m < variances.Length; m++)
        {
            var x = waves[2 * m] / c11;
            var y = (waves[(2 * m) + 1] - (c21 * x)) / c22;
            double[] entries = [x * x, y * y, x * y];
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 3; b++)
                    covariance[a, b] += variances[m] * entries[a] * entries[b];
            }
        }

        var form = Matrix<double>.Build.DenseOfArray(new[,] { { 0, 0.5, 0 }, { 0.5, 0, 0 }, { 0, 0, -1.0 } });
        var spectrum = covariance.Evd(Symmetricity.Symmetric);
        var root = spectrum.EigenVectors * Matrix<double>.Build.DiagonalOfDiagonalVector(spectrum.EigenValues.Map(v => Math.Sqrt(Math.Max(0, v.Real)))) * spectrum.EigenVectors.Transpose();
        var product = root * form * root;
        var weights = (0.5 * (product + product.Transpose())).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToArray();
        var logTotal = Math.Log(2 * Math.PI * MeanAbsolute(weights)) + Math.Log(c11 * c22);
        return Theory.MeanCounts.FromLogs([logTotal - Math.Log(4), logTotal - Math.Log(2), logTotal - Math.Log(4)]);
    }

    /// <summary>E|sum v_i Z_i^2| = (2/pi) int_0^inf (1 - Re prod (1 - 2 i t v_i)^(-1/2)) / t^2 dt over independent standard normal Z_i.</summary>
    /// <remarks>With t = e^s the integrand falls like e^s and e^-s at the two ends; the trapezoidal rule then converges geometrically. Relative error below 1e-12.</remarks>
    internal static double MeanAbsolute(IReadOnlyList<double> weights)
    {
        var scale = weights.Max(Math.Abs);
        const double step = 1.0 / 8, reach = 40;
        var sum = 0.0;
        for (var s = -reach; s <= reach; s += step)
        {
            var t = Math.Exp(s);
            var (logModulus, angle) = (0.0, 0.0);
            foreach (var weight in weights)
            {
                var x = 2 * t * weight / scale;
                logModulus -= 0.25 * LogOnePlus(x * x);
                angle += 0.5 * Math.Atan(x);
            }

            // 1 - r cos a without cancellation for small t.
            var sine = Math.Sin(0.5 * angle);
            var gap = (2 * Math.Exp(logModulus) * sine * sine) - ExponentialMinusOne(logModulus);
            sum += gap / t;
        }

        return scale * 2 / Math.PI * step * sum;
    }

    // Kahan's forms, right to a few units in the last place also for small arguments.
    private static double LogOnePlus(double x)
    {
        var y = 1 + x;
        return y == 1 ? x : x * Math.Log(y) / (y - 1);
    }

    private static double ExponentialMinusOne(double x)
    {
        var y = Math.Exp(x);
        return y == 1 ? x : y == 0 ? -1 : (y - 1) * x / Math.Log(y);
    }
}
