using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <content>Krawczyk's test at a centre that is final.</content>
internal sealed partial class ClassCertifier
{
    // Linearise and Residual have been called at other points since; everything is computed anew at the final centre.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Test()
    {
        var n = _spinCount;
        var point = _point.Span;
        var column = _column.Span;
        var jacobian = _jacobian.Span;
        var inverse = _inverse.Span;
        Linearise();
        Residual(column);
        var largest = Vector512<double>.Zero;
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < n; i++)
        {
            largest = Vector512.Max(largest, point[i].SquaredModulus);
            sum += OneNorm(point[i]);
        }

        var bound = Vector512.Sqrt(largest) * Vector512.Create(Widening);
        var multiplier = OneNorm(point[n]);
        FillBounds(bound);

        // Residuals and the rounding errors of both sides: f' is at most b f''(b) and its linear part, row by row.
        var rounding = Vector512.Create(_rounding);
        for (var k = 0; k < n; k++)
        {
            var terms = (bound * _slopes[k]) + Vector512.Create(Math.Abs(_tables.Constant[k])) + (multiplier * bound * Vector512.Create(2.0));
            _rowSums[k] = OneNorm(column[k]) + (rounding * terms);
        }

        var lastTerms = (bound * sum) + Vector512<double>.One;
        _rowSums[n] = OneNorm(column[n]) + (rounding * (_lines ? PatchTerms(bound) : lastTerms));

        _jacobian.Span.CopyTo(_factorisation.Matrix);
        _factorisation.Factorise();
        for (var j = 0; j < _order; j++)
        {
            column.Clear();
            column[j] = new LaneComplex(Vector512<double>.One, Vector512<double>.Zero);
            _factorisation.Solve(column);
            for (var i = 0; i < _order; i++)
                inverse[(i * _order) + j] = column[i];
        }

        var eta = Vector512<double>.Zero;
        var curvature = Vector512<double>.Zero;
        var defect = Vector512<double>.Zero;
        for (var i = 0; i < _order; i++)
        {
            var row = inverse.Slice(i * _order, _order);
            var (own, bent, error) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var k = 0; k < _order; k++)
            {
                var modulus = OneNorm(row[k]);
                own = Vector512.FusedMultiplyAdd(modulus, _rowSums[k], own);
                bent = Vector512.FusedMultiplyAdd(modulus, _curvatures[k], bent);
                // Rounding of the product row by row, 2n and more operations an entry, and of the Jacobian's own entries.
                var entries = k < n ? _slopes[k] + multiplier + bound : (_lines ? PatchTerms(Vector512<double>.One) : sum);
                error = Vector512.FusedMultiplyAdd(modulus, entries, error);
            }

            var away = rounding * Vector512.Create(2.0) * error;
            for (var j = 0; j < _order; j++)
            {
                LaneComplex entry = i == j ? new LaneComplex(Vector512.Create(-1.0), Vector512<double>.Zero) : default;
                for (var k = 0; k < _order; k++)
                    entry = LaneComplex.MultiplyAdd(row[k], jacobian[(k * _order) + j], entry);
                away += OneNorm(entry);
            }

            eta = Vector512.Max(eta, own);
            curvature = Vector512.Max(curvature, bent);
            defect = Vector512.Max(defect, away);
        }

        var wide = Vector512.Create(Widening);
        eta *= wide;
        curvature *= wide;
        defect *= wide;
        var radius = Vector512.Create(2.5) * eta;
        // The curvatures hold for coordinates up to twice the bound.
        var free = Vector512.Min(bound, (Vector512.Create(0.5) - defect) / curvature);
        var proved = Vector512.LessThan(defect + (curvature * radius), Vector512.Create(0.5)) & Vector512.LessThan(radius, free);
        Radius = Vector512.ConditionalSelect(proved, radius, Vector512.Create(double.PositiveInfinity));
        UniquenessRadius = Vector512.ConditionalSelect(proved, free, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(proved, Vector512<double>.One, Vector512<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> PatchTerms(Vector512<double> bound)
    {
        var patch = _patch.Span;
        var sum = Vector512<double>.One;
        for (var i = 0; i < _spinCount; i++)
            sum = Vector512.FusedMultiplyAdd(Vector512.Abs(patch[i].Re), bound, sum);
        return sum;
    }

    // Row sums of moduli of f'' at the bound, and of the second derivatives at twice the bound: of F_k those of f', and twice one from the product L x_k; of
    // x.x / 2: N; of the patch: none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBounds(Vector512<double> bound)
    {
        var wide = Vector512.Create(Widening);
        _tables.AbsoluteSums(bound + bound, _slopes, _curvatures);
        for (var k = 0; k < _spinCount; k++)
            _curvatures[k] = wide * (_curvatures[k] + Vector512.Create(2.0));
        _curvatures[_spinCount] = _lines ? Vector512<double>.Zero : Vector512.Create((double)_spinCount);
        _tables.AbsoluteSums(bound, _slopes, _unused);
        for (var k = 0; k < _spinCount; k++)
            _slopes[k] *= wide;
    }

    // At least the modulus, and at most sqrt 2 times it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> OneNorm(LaneComplex z) => Vector512.Abs(z.Re) + Vector512.Abs(z.Im);
}
