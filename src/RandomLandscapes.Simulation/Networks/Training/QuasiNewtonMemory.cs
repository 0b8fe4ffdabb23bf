using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>The correction pairs of the limited-memory BFGS method and its two-loop product.</summary>
/// <remarks>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd edition, 2006, algorithm 7.4 and equation 7.20.</remarks>
internal sealed class QuasiNewtonMemory
{
    private readonly double[][] _steps;
    private readonly double[][] _changes;
    private readonly double[] _inverseProducts;
    private readonly double[] _factors;
    private double[] _step; // of the pair that is looked at: a slot of the ring may hold one in use
    private double[] _change;
    private int _count;
    private int _next;

    public QuasiNewtonMemory(int capacity, int dimension)
    {
        _steps = new double[capacity][];
        _changes = new double[capacity][];
        for (var i = 0; i < capacity; i++)
        {
            _steps[i] = new double[dimension];
            _changes[i] = new double[dimension];
        }

        (_step, _change) = (new double[dimension], new double[dimension]);
        _inverseProducts = new double[capacity];
        _factors = new double[capacity];
    }

    public bool IsEmpty => _count == 0;

    public void Clear() => _count = _next = 0;

    /// <summary>Takes in a step and the change of the gradient over it, unless their product is not safely positive.</summary>
    public void Add(ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientFrom, ReadOnlySpan<double> gradientTo)
    {
        for (var i = 0; i < _step.Length; i++)
        {
            _step[i] = to[i] - from[i];
            _change[i] = gradientTo[i] - gradientFrom[i];
        }

        Keep();
    }

    /// <summary>The pairs, oldest first.</summary>
    public (double[][] Steps, double[][] Changes) Pairs()
    {
        var places = Enumerable.Range(0, _count).Select(i => (_next - _count + i + _steps.Length) % _steps.Length).ToList();
        return ([.. places.Select(at => _steps[at].ToArray())], [.. places.Select(at => _changes[at].ToArray())]);
    }

    /// <summary>Takes in kept pairs, oldest first, in place of its own.</summary>
    public void Restore(double[][] steps, double[][] changes)
    {
        Clear();
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i].CopyTo(_step, 0);
            changes[i].CopyTo(_change, 0);
            Keep();
        }
    }

    private void Keep()
    {
        var product = VectorOperations.Dot(_step, _change);
        if (!(product > 1e-12 * VectorOperations.Norm(_step) * VectorOperations.Norm(_change)))
            return;
        (_steps[_next], _step) = (_step, _steps[_next]);
        (_changes[_next], _change) = (_change, _changes[_next]);
        _inverseProducts[_next] = 1 / product;
        _next = (_next + 1) % _steps.Length;
        _count = Math.Min(_count + 1, _steps.Length);
    }

    /// <summary>direction = -H gradient, with H the present estimate of the inverse Hessian.</summary>
    public void Direction(ReadOnlySpan<double> gradient, Span<double> direction)
    {
        for (var i = 0; i < direction.Length; i++)
            direction[i] = -gradient[i];
        for (var age = 1; age <= _count; age++)
        {
            var at = (_next - age + _steps.Length) % _steps.Length;
            _factors[at] = _inverseProducts[at] * VectorOperations.Dot(_steps[at], direction);
            VectorOperations.AddScaled(-_factors[at], _changes[at], direction);
        }

        if (_count > 0)
        {
            var newest = (_next - 1 + _steps.Length) % _steps.Length;
            var scale = 1 / (_inverseProducts[newest] * VectorOperations.Dot(_changes[newest], _changes[newest]));
            foreach (ref var entry in direction)
                entry *= scale;
        }

        for (var age = _count; age >= 1; age--)
        {
            var at = (_next - age + _steps.Length) % _steps.Length;
            var back = _inverseProducts[at] * VectorOperations.Dot(_changes[at], direction);
            VectorOperations.AddScaled(_factors[at] - back, _steps[at], direction);
        }
    }
}
