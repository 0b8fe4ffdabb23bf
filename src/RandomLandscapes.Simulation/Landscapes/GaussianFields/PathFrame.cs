using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>An orthonormal basis of R^n whose first q vectors span the displacements of a path's points from the first one.</summary>
internal sealed class PathFrame
{
    // A displacement this much smaller than the coordinates is rounding.
    private const double Resolution = 64 * 2.220446049250313e-16;

    private readonly double[] _basis;
    private readonly double[] _origin;
    private readonly double[] _reflection;

    public PathFrame(ReadOnlySpan<double> origin)
    {
        var n = origin.Length;
        _origin = origin.ToArray();
        _basis = new double[n * n];
        _reflection = new double[n];
        for (var i = 0; i < n; i++)
            _basis[(i * n) + i] = 1;
    }

    /// <summary>n.</summary>
    public int Dimension => _origin.Length;

    /// <summary>q.</summary>
    public int Span { get; private set; }

    /// <summary>The basis vectors, row-major.</summary>
    public ReadOnlySpan<double> Basis => _basis;

    /// <summary>The coordinates of a point.</summary>
    /// <param name="point">In R^n.</param>
    /// <param name="coordinates">n numbers; those beyond the span are set to zero when they are rounding.</param>
    /// <returns>Whether the point leaves the span.</returns>
    public bool Locate(ReadOnlySpan<double> point, Span<double> coordinates)
    {
        var n = Dimension;
        var displacement = new double[n];
        var size = 0.0;
        for (var i = 0; i < n; i++)
        {
            displacement[i] = point[i] - _origin[i];
            size = Math.Max(size, Math.Max(Math.Abs(point[i]), Math.Abs(_origin[i])));
        }

        for (var i = 0; i < n; i++)
            coordinates[i] = VectorOperations.Dot(_basis.AsSpan(i * n, n), displacement);
        var outside = coordinates[Span..];
        if (VectorOperations.Norm(outside) > Resolution * Math.Sqrt(n) * size)
            return true;
        outside.Clear();
        return false;
    }

    /// <summary>Adds the direction of a point outside the span, by a reflection of the vectors outside it.</summary>
    /// <param name="coordinates">Of the point; on return all beyond the new span are zero.</param>
    /// <returns>The unit vector h of the reflection I - 2 h h^T that was applied to the basis vectors beyond the old span.</returns>
    public ReadOnlySpan<double> Extend(Span<double> coordinates)
    {
        var (n, q) = (Dimension, Span);
        var outside = coordinates[q..];
        var h = _reflection.AsSpan(0, n - q);
        outside.CopyTo(h);
        var norm = VectorOperations.Norm(h);
        var image = h[0] > 0 ? -norm : norm;
        h[0] -= image;
        var length = VectorOperations.Norm(h);
        foreach (ref var x in h)
            x /= length;
        var sum = new double[n];
        for (var i = q; i < n; i++)
            VectorOperations.AddScaled(2 * h[i - q], _basis.AsSpan(i * n, n), sum);
        for (var i = q; i < n; i++)
            VectorOperations.AddScaled(-h[i - q], sum, _basis.AsSpan(i * n, n));
        outside.Clear();
        outside[0] = image;
        Span++;
        return h;
    }
}
