using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Tests.Simulation.GaussianFields;

/// <summary>The plain reference: derivatives of f at points in the original coordinates, with no use of symmetry.</summary>
internal sealed class DenseCovariance(RadialCovariance covariance)
{
    /// <summary>The derivatives observed at points in the order value, gradient, Hessian row by row (all n^2 entries).</summary>
    public static List<(double[] Point, int[] Indices)> Numbers(IEnumerable<(double[] Point, ObservationKind Kind)> path)
    {
        var numbers = new List<(double[], int[])>();
        foreach (var (point, kind) in path)
        {
            var n = point.Length;
            numbers.Add((point, []));
            numbers.AddRange(Enumerable.Range(0, n).Select(i => (point, new[] { i })));
            if (kind == ObservationKind.Hessian)
                numbers.AddRange(Enumerable.Range(0, n * n).Select(e => (point, new[] { e / n, e % n })));
        }

        return numbers;
    }

    /// <summary>What a sampler draws, in the same order.</summary>
    public static IEnumerable<double> Flatten(FieldObservation observation) =>
        observation.Gradient.Prepend(observation.Value).Concat(observation.Hessian ?? []);

    /// <summary>E d^a f(x) d^b f(y).</summary>
    public double Entry(double[] x, int[] a, double[] y, int[] b)
    {
        var r = x.Zip(y, (s, t) => s - t).ToArray();
        var sign = b.Length % 2 == 0 ? 1 : -1;
        return sign * Derivative(r, [.. a, .. b]);
    }

    public double[,] Matrix(IReadOnlyList<(double[] Point, int[] Indices)> numbers)
    {
        var matrix = new double[numbers.Count, numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            for (var j = 0; j < numbers.Count; j++)
                matrix[i, j] = Entry(numbers[i].Point, numbers[i].Indices, numbers[j].Point, numbers[j].Indices);
        }

        return matrix;
    }

    // Sum over the ways to pair some of the indices and leave the others: prod delta prod r 2^(n - pairs) rho^(n - pairs).
    private double Derivative(double[] r, int[] indices)
    {
        Span<double> rho = stackalloc double[5];
        covariance.Evaluate(r.Sum(x => x * x), rho);
        return Pairings(r, indices, 0, rho);
    }

    private static double Pairings(double[] r, ReadOnlySpan<int> indices, int depth, ReadOnlySpan<double> rho)
    {
        if (indices.IsEmpty)
            return Math.Pow(2, depth) * rho[depth];
        var sum = r[indices[0]] * Pairings(r, indices[1..], depth + 1, rho);
        for (var j = 1; j < indices.Length; j++)
        {
            if (indices[j] != indices[0])
                continue;
            int[] rest = [.. indices[1..j], .. indices[(j + 1)..]];
            sum += Pairings(r, rest, depth + 1, rho);
        }

        return sum;
    }
}
