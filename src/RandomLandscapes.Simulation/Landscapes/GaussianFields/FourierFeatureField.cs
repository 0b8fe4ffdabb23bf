using System.Runtime.InteropServices;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A sample of an isotropic field of R^n by M random Fourier features: f(x) = M^(-1/2) sum_m (A_m cos k_m.x + B_m sin k_m.x).</summary>
/// <remarks>
/// <para>Law: A_m, B_m independent standard normal, k_m independent from the spectral law of the covariance rho. The variance of f is exactly 1, its covariance over all draws exactly rho(|x - y|^2).</para>
/// <para>What is Gaussian: given the wave vectors the field is exactly Gaussian and stationary, with the covariance rho_M(x - y) = (1/M) sum_m cos k_m.(x - y), which is neither isotropic nor rho. Over the
/// draw of the wave vectors its finite-dimensional laws are therefore mixtures of centred Gaussians over a random covariance: f(x) at one point is exactly N(0, 1), while increments, derivatives and
/// values at several points have an excess kurtosis of order 1/M, and averages over one field carry the deviation of its own spectral moments, of order M^(-1/2). <see cref="FourierFeatureGaussianity"/> gives both.</para>
/// <para>Evaluation: error at most about (5e-16 + 2.2e-16 sqrt(n) |k||x|) times M^(-1/2) sum |A_m| + |B_m| times the components of k; the same bits for every vector width. Cost per point: n^2 M / 2 + O(n M)
/// fused multiply-adds. Immutable: threads may share a field, each with a workspace of its own.</para>
/// <para>Source: Rahimi and Recht, Random features for large-scale kernel machines, 2007, with both phases of each wave vector.</para>
/// </remarks>
public sealed partial class FourierFeatureField
{
    /// <summary>The largest n.</summary>
    public const int LargestDimension = 4096;

    /// <summary>The largest n M.</summary>
    public const int LargestSize = 1 << 29;

    /// <summary>Features in a vector.</summary>
    internal const int Lanes = 8;

    /// <summary>Components of the wave vectors that lie together.</summary>
    internal const int Group = 4;

    /// <summary>Features in a block: four rows of it, plain and scaled, fit into the first-level cache.</summary>
    internal const int Block = 256;

    /// <summary>Distance of the two parts and the phases of a block: no multiple of a page, where loads would wait for stores.</summary>
    internal const int PartStride = Block + (5 * Lanes);

    // Wave vectors in turns, k/(2 pi): [block][group of 4 components][vector of 8 features][component][feature].
    private readonly double[] _storage;
    private readonly int _offset;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly int _vectors;
    private readonly int _groups;

    /// <summary>Takes wave vectors and coefficients.</summary>
    /// <param name="dimension">n, 1 to <see cref="LargestDimension"/>.</param>
    /// <param name="waves">k_m, one after the other, n components for each feature.</param>
    /// <param name="cosines">A_m, without the factor M^(-1/2).</param>
    /// <param name="sines">B_m, without it.</param>
    /// <exception cref="ArgumentException">A length does not fit or a number is not finite.</exception>
    public FourierFeatureField(int dimension, ReadOnlySpan<double> waves, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        CheckSize(dimension, cosines.Length);
        if (sines.Length != cosines.Length || waves.Length != (long)dimension * cosines.Length)
            throw new ArgumentException($"Expected {dimension} components and two coefficients for each feature, was {waves.Length}, {cosines.Length} and {sines.Length}.", nameof(waves));
        if (!AllFinite(waves) || !AllFinite(cosines) || !AllFinite(sines))
            throw new ArgumentException("Expected finite wave vectors and coefficients.", nameof(waves));
        (Dimension, FeatureCount) = (dimension, cosines.Length);
        (_vectors, _groups) = ((FeatureCount + Lanes - 1) / Lanes, (dimension + Group - 1) / Group);
        _storage = GC.AllocateArray<double>(checked((_vectors * _groups * Group * Lanes) + Lanes), pinned: true); // pinned, so that its alignment lasts
        _offset = (int)((64 - ((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_storage, 0) & 63)) & 63) / sizeof(double);
        (_cosines, _sines) = (new double[_vectors * Lanes], new double[_vectors * Lanes]);
        var scale = 1 / Math.Sqrt(FeatureCount);
        for (var m = 0; m < FeatureCount; m++)
        {
            (_cosines[m], _sines[m]) = (scale * cosines[m], scale * sines[m]);
            for (var i = 0; i < dimension; i++)
                _storage[Place(m, i)] = waves[(m * dimension) + i] / (2 * Math.PI);
        }
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>M.</summary>
    public int FeatureCount { get; }

    /// <summary>Draws a field.</summary>
    /// <param name="covariance">rho; a covariance in dimension n.</param>
    /// <param name="dimension">n, 1 to <see cref="LargestDimension"/>.</param>
    /// <param name="features">M, positive; n M is at most <see cref="LargestSize"/>.</param>
    /// <param name="stream">The stream of the sample; advanced, for each feature in turn, by its wave vector, A and B: the first features of a larger M are those of a smaller one.</param>
    /// <exception cref="ArgumentException">rho is no covariance in dimension n.</exception>
    public static FourierFeatureField Draw(RadialCovariance covariance, int dimension, int features, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(stream);
        CheckSize(dimension, features);
        covariance.CheckDimension(dimension);
        var waves = new double[dimension * features];
        var (cosines, sines) = (new double[features], new double[features]);
        for (var m = 0; m < features; m++)
        {
            covariance.DrawWave(stream, waves.AsSpan(m * dimension, dimension));
            (cosines[m], sines[m]) = (stream.NextNormal(), stream.NextNormal());
        }

        return new FourierFeatureField(dimension, waves, cosines, sines);
    }

    /// <summary>The same function as a plain sum of waves, for a census in a box; wave vectors as they were given up to their last bit.</summary>
    public WaveSum AsWaveSum()
    {
        var waves = new double[FeatureCount * Dimension];
        for (var m = 0; m < FeatureCount; m++)
            CopyWave(m, waves.AsSpan(m * Dimension, Dimension));
        return new WaveSum(Dimension, waves, _cosines.AsSpan(0, FeatureCount), _sines.AsSpan(0, FeatureCount));
    }

    /// <summary>Copies a wave vector.</summary>
    /// <param name="feature">m, from 0 to M - 1.</param>
    /// <param name="wave">n components, overwritten; k_m as it was given up to its last bit.</param>
    public void CopyWave(int feature, Span<double> wave)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feature, FeatureCount);
        Expect(wave.Length, Dimension, nameof(wave));
        for (var i = 0; i < wave.Length; i++)
            wave[i] = 2 * Math.PI * _storage[Place(feature, i)];
    }

    /// <summary>Computes the value at a point.</summary>
    /// <param name="x">n coordinates.</param>
    /// <param name="workspace">Of dimension n; overwritten.</param>
    /// <returns>f(x).</returns>
    public double Value(ReadOnlySpan<double> x, FourierFeatureWorkspace workspace)
    {
        Load(x, workspace);
        return Run(workspace, Derivatives.None);
    }

    /// <summary>Computes value and gradient at a point.</summary>
    /// <param name="x">n coordinates.</param>
    /// <param name="gradient">n entries, overwritten.</param>
    /// <param name="workspace">Of dimension n; overwritten.</param>
    /// <returns>f(x).</returns>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, FourierFeatureWorkspace workspace)
    {
        Load(x, workspace);
        Expect(gradient.Length, Dimension, nameof(gradient));
        var value = Run(workspace, Derivatives.Gradient);
        StoreGradient(workspace, gradient);
        return value;
    }

    /// <summary>Computes value, gradient and Hessian at a point.</summary>
    /// <param name="x">n coordinates.</param>
    /// <param name="gradient">n entries, overwritten.</param>
    /// <param name="hessian">Row-major n x n, overwritten, symmetric.</param>
    /// <param name="workspace">Of dimension n; overwritten.</param>
    /// <returns>f(x).</returns>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> gradient, Span<double> hessian, FourierFeatureWorkspace workspace)
    {
        Load(x, workspace);
        Expect(gradient.Length, Dimension, nameof(gradient));
        Expect(hessian.Length, Dimension * Dimension, nameof(hessian));
        var value = Run(workspace, Derivatives.Hessian);
        StoreGradient(workspace, gradient);
        StoreHessian(workspace, hessian);
        return value;
    }

    /// <summary>Computes the value at a point with memory of its own.</summary>
    /// <param name="x">n coordinates.</param>
    public double Value(ReadOnlySpan<double> x) => Value(x, new FourierFeatureWorkspace(Dimension));

    /// <summary>Computes value, gradient and Hessian at a point with memory of its own.</summary>
    /// <param name="x">n coordinates.</param>
    public (double Value, double[] Gradient, double[] Hessian) Evaluate(ReadOnlySpan<double> x)
    {
        var (gradient, hessian) = (new double[Dimension], new double[Dimension * Dimension]);
        return (Evaluate(x, gradient, hessian, new FourierFeatureWorkspace(Dimension)), gradient, hessian);
    }

    private static void CheckSize(int dimension, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)dimension * features, LargestSize, nameof(features));
    }

    private static bool AllFinite(ReadOnlySpan<double> numbers)
    {
        foreach (var x in numbers)
        {
            if (!double.IsFinite(x))
                return false;
        }

        return true;
    }

    private static void Expect(int length, int expected, string name)
    {
        if (length != expected)
            throw new ArgumentException($"Expected {expected} entries, was {length}.", name);
    }

    private int Place(int feature, int component)
    {
        var block = feature / Block;
        var vectors = Math.Min(Block / Lanes, _vectors - (block * (Block / Lanes)));
        var vector = (block * (Block / Lanes) * _groups) + (component / Group * vectors) + (feature % Block / Lanes);
        return _offset + (((vector * Group) + (component % Group)) * Lanes) + (feature % Lanes);
    }

    private void Load(ReadOnlySpan<double> x, FourierFeatureWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Expect(x.Length, Dimension, nameof(x));
        if (workspace.Dimension != Dimension)
            throw new ArgumentException($"Expected a workspace of dimension {Dimension}, was {workspace.Dimension}.", nameof(workspace));
        x.CopyTo(workspace.Point);
    }
}
