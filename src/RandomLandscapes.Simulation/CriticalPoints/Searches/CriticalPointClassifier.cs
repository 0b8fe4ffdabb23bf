using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.CriticalPoints.Searches;

/// <summary>Says whether a point is a minimum, a maximum or a saddle, or that the numbers do not tell; owns the workspace, one object per thread.</summary>
/// <remarks>
/// <para>
/// Eigenvalues of the Hessian beyond their error bound decide where they can. A positive semidefinite Hessian is not enough for a minimum (x^2 + y^3, x^4 - y^4), so where eigenvalues are undecided and none has the sign in
/// question, the values around are searched: on spheres of radius r about the point, from 0.1 max(1, |x|) down by halves, f is minimised from random directions in the undecided eigenspace (projected gradient,
/// preconditioned by 1 / (|l_i| + s), s the rate at which the gradient departs from its linear form). A difference counts where it exceeds 2 |g| r and twice the error of f, which is taken to be
/// max(P, 16) 2^-52 max(1, |f|): an assumption about the function. Lower values count as shown where they were found at four or more successive radii, down to where the last two, carried on as a power of r, would be lost in
/// that margin; so a barrier at any distance that can be resolved prevents the answer. It is evidence at every visible distance, not a proof.
/// </para>
/// <para>Conversely <see cref="CriticalPointKind.Degenerate"/> means that nothing was found: a minimum, or a saddle whose way down is narrow.</para>
/// <para>Cost: one Hessian with its eigenvectors; where it is degenerate, at most 25 radii with 8 starts of 60 gradients, and P^2 operations for each.</para>
/// </remarks>
public sealed class CriticalPointClassifier
{
    private const double FirstRadius = 0.1;
    private const int Radii = 25;
    private const int FewestRadii = 4;
    private const int Starts = 8;
    private const int DescentSteps = 60;
    private const double UnitRoundoff = 2.220446049250313e-16;

    private readonly IObjective _objective;
    private readonly ObjectiveSearch _search;
    private readonly double[] _centre;
    private readonly double[] _point;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _step;
    private readonly double[] _coefficients;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="objective">The function; its buffers are used.</param>
    /// <param name="settings">The tolerances of the examination; null for the usual ones.</param>
    public CriticalPointClassifier(IObjective objective, ObjectiveSearchSettings? settings = null)
    {
        _search = new ObjectiveSearch(objective, settings);
        _objective = objective;
        var n = objective.Dimension;
        (_centre, _point, _gradient, _trial, _step, _coefficients) = (new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
    }

    /// <summary>Classifies a point.</summary>
    /// <param name="position">P numbers, best the end of a search.</param>
    /// <param name="stream">Directions of the search nearby; advanced only where eigenvalues do not decide.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    public CriticalPointClassification Classify(ReadOnlySpan<double> position, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var point = _search.Examine(position);
        var (negative, undecided, positive) = point.Inertia;
        if (point.Outcome != SearchOutcome.Critical)
            return new CriticalPointClassification(CriticalPointKind.NotCritical, point, null, null);
        if (negative > 0 && positive > 0)
            return new CriticalPointClassification(CriticalPointKind.Saddle, point, null, null);
        if (undecided == 0)
            return new CriticalPointClassification(negative == 0 ? CriticalPointKind.Minimum : CriticalPointKind.Maximum, point, null, null);
        position.CopyTo(_centre);
        var lower = negative > 0 ? null : Nearby(point, 1, stream);
        var higher = positive > 0 ? null : Nearby(point, -1, stream);
        var isSaddle = (negative > 0 || lower is not null) && (positive > 0 || higher is not null);
        return new CriticalPointClassification(isSaddle ? CriticalPointKind.DegenerateSaddle : CriticalPointKind.Degenerate, point, lower, higher);
    }

    // Lower values of sign * f.
    private NearbyValue? Nearby(ObjectiveSearchResult point, int sign, RandomStream stream)
    {
        var n = _centre.Length;
        var direction = new double[n];
        var radius = FirstRadius * Math.Max(1, VectorOperations.Norm(_centre));
        double last = 0, beforeLast = 0;
        var count = 0;
        NearbyValue? found = null;
        for (var k = 0; k < Radii; k++, radius /= 2)
        {
            double drop, margin;
            if (count > 0)
            {
                (drop, margin) = Descend(direction, radius, sign, point);
                if (!(drop > margin))
                {
                    // Lost in rounding, as its power law says, or stopped by a barrier?
                    var expected = count > 1 ? last * Math.Min(1, last / beforeLast) : last;
                    if (expected <= 4 * margin && count >= FewestRadii)
                        return found;
                    count = 0;
                }
            }
            else
            {
                (drop, margin) = Start(direction, radius, sign, point, stream);
            }

            if (!(drop > margin))
                continue;
            (beforeLast, last, count) = (last, drop, count + 1);
            found = new NearbyValue(radius, -sign * drop, count, [.. direction.Select((d, i) => _centre[i] + (radius * d))]);
        }

        return count >= FewestRadii ? found : null;
    }

    private (double Drop, double Margin) Start(double[] direction, double radius, int sign, ObjectiveSearchResult point, RandomStream stream)
    {
        var trial = new double[direction.Length];
        var (best, margin) = (double.NegativeInfinity, 0.0);
        for (var start = 0; start < Starts; start++)
        {
            for (var i = 0; i < trial.Length; i++)
                _coefficients[i] = Math.Abs(_search.Here.Eigenvalues[i]) <= point.EigenvalueError ? stream.NextNormal() : 0;
            _search.Here.Combine(_coefficients, trial);
            Normalise(trial);
            var (drop, bound) = Descend(trial, radius, sign, point);
            if (drop > best)
            {
                (best, margin) = (drop, bound);
                trial.CopyTo(direction, 0);
            }
        }

        return (best, margin);
    }

    /// <summary>Minimises sign * f on the sphere from a direction, which it replaces.</summary>
    private (double Drop, double Margin) Descend(double[] direction, double radius, int sign, ObjectiveSearchResult point)
    {
        var here = _search.Here;
        var value = Evaluate(direction, radius, sign);
        // What the gradient has beyond its linear part, per distance: the scale of the curvatures that matter where those at the point vanish.
        var departure = 0.0;
        for (var i = 0; i < direction.Length; i++)
        {
            var slope = VectorOperations.Dot(here.Vector(i), _gradient) - (sign * here.Eigenvalues[i] * radius * VectorOperations.Dot(here.Vector(i), direction));
            departure += slope * slope;
        }

        var floor = Math.Max(Math.Sqrt(departure) / radius, double.Epsilon * 1e10);
        var factor = 1.0;
        for (var step = 0; step < DescentSteps; step++)
        {
            Precondition(direction, floor);
            var slope = VectorOperations.Dot(_gradient, _step);
            var length = VectorOperations.Norm(_step);
            if (!(slope < 0) || !(length > 0))
                break;
            factor = Math.Min(2 * factor, 0.5 * radius / length);
            var accepted = false;
            for (; factor * length > 1e-12 * radius; factor /= 2)
            {
                direction.CopyTo(_trial, 0);
                VectorOperations.AddScaled(factor / radius, _step, _trial);
                Normalise(_trial);
                var next = Evaluate(_trial, radius, sign);
                if (next < value + (1e-4 * factor * slope))
                {
                    value = next;
                    _trial.CopyTo(direction, 0);
                    accepted = true;
                    break;
                }
            }

            if (!accepted)
                break;
        }

        var error = Math.Max(direction.Length, 16) * UnitRoundoff * Math.Max(1, Math.Max(Math.Abs(point.Value), Math.Abs(value)));
        return ((sign * point.Value) - value, (2 * error) + (2 * point.GradientNorm * radius));
    }

    // Minus the gradient along the sphere, scaled by 1 / (|l_i| + floor) in the eigenbasis, along the sphere.
    private void Precondition(double[] direction, double floor)
    {
        var here = _search.Here;
        VectorOperations.AddScaled(-VectorOperations.Dot(_gradient, direction), direction, _gradient);
        for (var i = 0; i < direction.Length; i++)
            _coefficients[i] = -VectorOperations.Dot(here.Vector(i), _gradient) / (Math.Abs(here.Eigenvalues[i]) + floor);
        here.Combine(_coefficients, _step);
        VectorOperations.AddScaled(-VectorOperations.Dot(_step, direction), direction, _step);
    }

    private double Evaluate(double[] direction, double radius, int sign)
    {
        _centre.CopyTo(_point, 0);
        VectorOperations.AddScaled(radius, direction, _point);
        var value = sign * _objective.Gradient(_point, _gradient);
        if (sign < 0)
        {
            foreach (ref var g in _gradient.AsSpan())
                g = -g;
        }

        return value;
    }

    private static void Normalise(double[] direction)
    {
        var norm = VectorOperations.Norm(direction);
        foreach (ref var d in direction.AsSpan())
            d /= norm;
    }
}
