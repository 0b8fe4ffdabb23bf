using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>An isotropic Gaussian field on all of R^n, drawn where it is looked at: each observation from its exact law given all earlier ones. No basis, no grid.</summary>
/// <remarks>
/// <para>
/// Let the displacements between the points so far span q dimensions. Rotations and reflections of the other m = n - q leave the law alone, so the numbers observed fall into independent families:
/// scalars (values, gradients and Hessians within the span, the trace of H over the rest); vectors, m independent copies (gradient components f_p and entries H_ap, a in the span, p not);
/// and traceless symmetric tensors (the rest of H), whose covariance is 4 rho'' in the entries H_pp'. Each has a Cholesky factor that grows by rows.
/// </para>
/// <para>
/// When a point leaves the span in a direction e, the vectors' components along e become scalars, H_ep vectors, and H_ee less the mean of the H_pp, which is sqrt(2 (1 - 1/m)) times the unit of the tensors, a scalar.
/// They are independent of what the families held before, so the factors become block diagonal, and the drawn numbers stay.
/// </para>
/// <para>
/// Cost with N scalars: N^2 operations for a new one, 4 N^2 bytes in all; <see cref="MemoryBytes"/> counts them. Singularity, when points crowd, is met by ignoring numbers that the others determine, see
/// <see cref="LawError"/>; nothing is added to the covariance. Determined by the stream's key and the sequence of observations; the last bits depend on the order of sums.
/// Source: Gaussian conditioning; the families are those of the orthogonal group acting on symmetric matrices.
/// </para>
/// </remarks>
public sealed partial class PathSampler
{
    private readonly RadialCovariance _covariance;
    private readonly PathSamplerSettings _settings;
    private readonly Func<double> _normal;
    private readonly MatrixProduct _product = new();
    private readonly SignSource _signs = new();
    private readonly List<double[]> _points = [];
    private readonly List<ScalarFunctional> _scalars = [];
    private List<VectorFunctional> _vectors = [];
    private List<int> _tensors = [];
    private readonly GaussianFamily _scalarFamily;
    private GaussianFamily _vectorFamily;
    private GaussianFamily _tensorFamily;
    private PathFrame? _frame;
    private double[] _cross = [];
    private long _ignored;
    private double _ignoredDeviation;
    private double _ignoredHere;

    /// <summary>Starts a field.</summary>
    /// <param name="covariance">rho.</param>
    /// <param name="dimension">n, at least 1 and at most the covariance's largest.</param>
    /// <param name="stream">The stream; advanced by the observations.</param>
    /// <param name="settings">The limits; null for the usual ones.</param>
    /// <exception cref="ArgumentException">The dimension or a limit is impossible.</exception>
    public PathSampler(RadialCovariance covariance, int dimension, RandomStream stream, PathSamplerSettings? settings = null)
        : this(covariance, dimension, (stream ?? throw new ArgumentNullException(nameof(stream))).NextNormal, settings)
    {
    }

    /// <summary>Starts a field with any source of deviates.</summary>
    internal PathSampler(RadialCovariance covariance, int dimension, Func<double> normal, PathSamplerSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (dimension < 1 || dimension > covariance.LargestDimension)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Expected a dimension from 1 to {covariance.LargestDimension}, was {dimension}.");
        _settings = settings ?? new PathSamplerSettings();
        if (!(_settings.Threshold is >= 1e-14 and <= 1e-2) || _settings.MemoryLimit < 1)
            throw new ArgumentException($"Expected a threshold in [1e-14, 1e-2] and a positive memory limit, was {_settings}.", nameof(settings));
        (_covariance, _normal, Dimension) = (covariance, normal, dimension);
        _scalarFamily = NewFamily(1);
        _vectorFamily = NewFamily(dimension);
        _tensorFamily = NewFamily(dimension * dimension);
    }

    /// <summary>n.</summary>
    public int Dimension { get; }

    /// <summary>The number of observations so far.</summary>
    public int Points => _points.Count;

    /// <summary>q, the dimension that the displacements of the points span.</summary>
    public int Span => _frame?.Span ?? 0;

    /// <summary>N, the number of scalar variables.</summary>
    public int Variables => _scalarFamily.Count;

    /// <summary>The memory of the factors and deviates now.</summary>
    public long BytesInUse => _scalarFamily.Bytes + _vectorFamily.Bytes + _tensorFamily.Bytes;

    /// <summary>How far the law of what was drawn so far is from the exact one.</summary>
    public LawError LawError => new(
        _ignored, _ignoredDeviation, _points.Count == 0 ? 0 : GaussianFamily.RoundingError(Math.Max(_scalarFamily.Count, _vectorFamily.Count)));

    /// <summary>The kept scalars with their values, for tests.</summary>
    internal IReadOnlyList<ScalarFunctional> Scalars => _scalars;

    /// <summary>The coordinates of the points in the frame, for tests.</summary>
    internal IReadOnlyList<double[]> Coordinates => _points;

    /// <summary>The scalar family, for tests.</summary>
    internal GaussianFamily ScalarFamily => _scalarFamily;

    /// <summary>Forecasts the memory, at most, of a path, whatever it spans.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="gradientPoints">Observations of value and gradient.</param>
    /// <param name="hessianPoints">Observations of value, gradient and Hessian; taken to come last, which is the costlier order.</param>
    public static long MemoryBytes(int dimension, int gradientPoints, int hessianPoints)
    {
        if (dimension < 1 || gradientPoints < 0 || hessianPoints < 0)
            throw new ArgumentOutOfRangeException(nameof(dimension), $"Expected a dimension of at least 1 and numbers of points of at least 0, was {dimension}, {gradientPoints} and {hessianPoints}.");
        double points = (double)gradientPoints + hessianPoints;
        var span = Math.Clamp(points - 1, 0, dimension);
        var scalars = (points * (span + 1)) + (hessianPoints * ((0.5 * span * (span + 1)) + 1));
        var bytes = Forecast(dimension, points, scalars, points + (hessianPoints * span), hessianPoints);
        return bytes < long.MaxValue ? (long)bytes : long.MaxValue;
    }

    /// <summary>Observes the field at a point; a point may be observed again, say with its Hessian, and has the same value and gradient up to rounding.</summary>
    /// <param name="point">n finite coordinates.</param>
    /// <param name="kind">What to draw.</param>
    /// <exception cref="ArgumentException">The point has the wrong length or a coordinate that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The limit would be passed; nothing was allocated or drawn, and the sampler can go on.</exception>
    public FieldObservation Observe(ReadOnlySpan<double> point, ObservationKind kind)
    {
        if (point.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} coordinates, was {point.Length}.", nameof(point));
        foreach (var x in point)
        {
            if (!double.IsFinite(x))
                throw new ArgumentException($"Expected finite coordinates, was {x}.", nameof(point));
        }

        if (kind is not (ObservationKind.Gradient or ObservationKind.Hessian))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Expected a kind of observation, was {kind}.");
        var frame = _frame ?? new PathFrame(point);
        var coordinates = new double[Dimension];
        var leaves = frame.Locate(point, coordinates);
        RefuseTooMuch(frame.Span, leaves, kind);
        _frame = frame;
        _ignoredHere = 0;
        if (leaves)
            Promote(frame.Extend(coordinates));
        _points.Add(coordinates);
        var pairs = _points.ConvertAll(y => new PointPair(_covariance, coordinates, y));
        return Assemble(kind, DrawScalars(kind, pairs), DrawVectors(kind, pairs), DrawTensor(kind, pairs));
    }

    // Factors, deviates, frame and points; the buffers of one batch, four arrays of it by N, twice, since the collector takes its time; the runtime itself is not in it.
    private static double Forecast(double n, double points, double scalars, double vectors, double tensors)
    {
        const double panel = GrowingFactor.PanelRows;
        var batch = Math.Min(panel, scalars);
        var numbers = (0.5 * scalars * (scalars + panel)) + (1.5 * vectors * (vectors + panel)) + (3 * vectors * n) + (3 * tensors * n * n)
            + (8 * (scalars + panel) * batch) + (6 * n * points) + (8 * n * n) + 100_000;
        return (sizeof(double) * numbers) + (56 * (scalars + vectors));
    }

    private void RefuseTooMuch(int span, bool leaves, ObservationKind kind)
    {
        var hessians = kind == ObservationKind.Hessian ? 1 : 0;
        double q = span + (leaves ? 1 : 0);
        var scalars = _scalars.Count + (leaves ? _vectors.Count + _tensors.Count : 0) + 1 + q + (hessians * (1 + (0.5 * q * (q + 1))));
        var needed = Forecast(Dimension, _points.Count + 1, scalars, _vectors.Count + 1 + (hessians * q), _tensors.Count + hessians);
        if (needed > _settings.MemoryLimit)
        {
            throw new InvalidOperationException(
                $"The observation of point {_points.Count + 1} would need {needed / (1 << 20):F0} MiB for its {scalars:F0} scalar variables; the limit is {_settings.MemoryLimit / (1 << 20)} MiB.");
        }
    }

    private double[] DrawScalars(ObservationKind kind, List<PointPair> pairs)
    {
        var (here, q) = (_points.Count - 1, Span);
        var wanted = new List<ScalarFunctional> { ScalarFunctional.Value(here) };
        for (var a = 0; a < q; a++)
            wanted.Add(ScalarFunctional.Gradient(here, a));
        if (kind == ObservationKind.Hessian)
        {
            if (q < Dimension)
                wanted.Add(ScalarFunctional.Trace(here, q));
            for (var a = 0; a < q; a++)
            {
                for (var b = 0; b <= a; b++)
                    wanted.Add(ScalarFunctional.Hessian(here, b, a));
            }
        }

        var values = new double[wanted.Count];
        var kept = new List<int>();
        for (var first = 0; first < wanted.Count; first += GrowingFactor.PanelRows)
        {
            var k = Math.Min(GrowingFactor.PanelRows, wanted.Count - first);
            var cross = WorkBuffer.Take(ref _cross, (long)k * _scalars.Count);
            for (var j = 0; j < _scalars.Count; j++)
            {
                var old = _scalars[j];
                for (var i = 0; i < k; i++)
                    cross[(j * k) + i] = wanted[first + i].Covariance(old, pairs[old.Point], Dimension);
            }

            var own = new double[k * k];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                    own[(i * k) + j] = wanted[first + i].Covariance(wanted[first + j], pairs[here], Dimension);
            }

            kept.Clear();
            Draw(_scalarFamily, k, cross, own, FillNormal, values.AsSpan(first, k), kept);
            foreach (var i in kept)
                _scalars.Add(wanted[first + i]);
        }

        return values;
    }

    // Row 0 the gradient, row a + 1 the entries H_ap; one column for each direction outside the span.
    private double[] DrawVectors(ObservationKind kind, List<PointPair> pairs)
    {
        var (here, q, m) = (_points.Count - 1, Span, Dimension - Span);
        if (m == 0)
            return [];
        var rows = kind == ObservationKind.Hessian ? q + 1 : 1;
        var values = new double[rows * m];
        var kept = new List<int>();
        for (var first = 0; first < rows; first += GrowingFactor.PanelRows)
        {
            var k = Math.Min(GrowingFactor.PanelRows, rows - first);
            var wanted = Enumerable.Range(first, k).Select(i => new VectorFunctional(here, i - 1)).ToArray();
            var cross = new double[(long)k * _vectors.Count];
            for (var j = 0; j < _vectors.Count; j++)
            {
                for (var i = 0; i < k; i++)
                    cross[(j * k) + i] = wanted[i].Covariance(_vectors[j], pairs[_vectors[j].Point]);
            }

            var own = new double[k * k];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++)
                    own[(i * k) + j] = wanted[i].Covariance(wanted[j], pairs[here]);
            }

            kept.Clear();
            Draw(_vectorFamily, k, cross, own, FillNormal, values.AsSpan(first * m, k * m), kept);
            _vectors.AddRange(kept.Select(i => wanted[i]));
        }

        return values;
    }

    private double[] DrawTensor(ObservationKind kind, List<PointPair> pairs)
    {
        var m = Dimension - Span;
        if (kind != ObservationKind.Hessian || m < 2)
            return new double[m * m];
        var values = new double[m * m];
        var cross = _tensors.ConvertAll(point => 4 * pairs[point].Rho[2]).ToArray();
        var kept = new List<int>();
        Draw(_tensorFamily, 1, cross, [4 * pairs[^1].Rho[2]], FillTraceless, values, kept);
        if (kept.Count > 0)
            _tensors.Add(_points.Count - 1);
        return values;
    }

    private void Draw(GaussianFamily family, int k, Span<double> cross, Span<double> own, GaussianFamily.NoiseSource noise, Span<double> values, List<int> kept)
    {
        family.Draw(k, cross, own, noise, values, kept, out var ignoredDeviation);
        _ignored += k - kept.Count;
        _ignoredHere = Math.Max(_ignoredHere, ignoredDeviation);
        _ignoredDeviation = Math.Max(_ignoredDeviation, ignoredDeviation);
    }

    private void FillNormal(Span<double> noise)
    {
        foreach (ref var z in noise)
            z = _normal();
    }

    // Off the diagonal variance 1, on it 2 before the trace is taken off.
    private void FillTraceless(Span<double> noise)
    {
        var m = Dimension - Span;
        var trace = 0.0;
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < i; j++)
                noise[(i * m) + j] = noise[(j * m) + i] = _normal();
            noise[(i * m) + i] = Math.Sqrt(2) * _normal();
            trace += noise[(i * m) + i];
        }

        for (var i = 0; i < m; i++)
            noise[(i * m) + i] -= trace / m;
    }

    private FieldObservation Assemble(ObservationKind kind, double[] scalars, double[] vectors, double[] tensor)
    {
        var (n, q) = (Dimension, Span);
        var m = n - q;
        var basis = _frame!.Basis;
        var gradient = new double[n];
        for (var i = 0; i < n; i++)
            VectorOperations.AddScaled(i < q ? scalars[1 + i] : vectors[i - q], basis.Slice(i * n, n), gradient);
        if (kind == ObservationKind.Gradient)
            return new FieldObservation(scalars[0], gradient, null, _ignoredHere);

        var inFrame = new double[n * n];
        var next = 1 + q;
        if (m > 0)
        {
            var mean = scalars[next++] / m;
            for (var p = 0; p < m; p++)
            {
                tensor.AsSpan(p * m, m).CopyTo(inFrame.AsSpan(((q + p) * n) + q));
                inFrame[((q + p) * n) + q + p] += mean;
                for (var a = 0; a < q; a++)
                    inFrame[((q + p) * n) + a] = inFrame[(a * n) + q + p] = vectors[((a + 1) * m) + p];
            }
        }

        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
                inFrame[(a * n) + b] = inFrame[(b * n) + a] = scalars[next++];
        }

        // H = F^T H' F, the rows of F the basis.
        var half = new double[n * n];
        var transposed = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                transposed[(j * n) + i] = basis[(i * n) + j];
        }

        var hessian = new double[n * n];
        _product.Multiply(n, n, n, 1, inFrame, n, basis, n, half, n);
        _product.Multiply(n, n, n, 1, transposed, n, half, n, hessian, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                hessian[(i * n) + j] = hessian[(j * n) + i] = 0.5 * (hessian[(i * n) + j] + hessian[(j * n) + i]);
        }

        return new FieldObservation(scalars[0], gradient, hessian, _ignoredHere);
    }

    private GaussianFamily NewFamily(int copies) => new(copies, _settings.Threshold, _product, _signs);
}
