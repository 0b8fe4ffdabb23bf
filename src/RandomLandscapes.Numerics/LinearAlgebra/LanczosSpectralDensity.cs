using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Stochastic Lanczos quadrature: the spectral density of an operator known by its products, smoothed by a Gaussian kernel, with a band.</summary>
/// <remarks>
/// <para>What is estimated: phi(t) = (1/n) sum over eigenvalues l of g(t - l), g the normal density of standard deviation sigma. For a direction v uniform
/// on the sphere E v^T g(t - A) v = phi(t), and m Lanczos steps from v integrate g against v's spectral measure.</para>
/// <para>The band needs no spread over directions, which ten of them would hardly show: with a_i = g(t - l_i), the sum over k directions of n v^T g v is
/// sum a_i X_i, X_i chi-squared with k degrees of freedom, up to the normalisation of v, which can only narrow it. Its first two moments are those of
/// X / c, X chi-squared with c phi degrees of freedom, c = k n phi / ((1/n) sum a_i^2); the ratio c is read off the same directions. So phi's interval is
/// that of <see cref="ChiSquaredFreedom"/>, exact where one eigenvalue dominates, as outliers do, and where many take part. The law of the sum is matched
/// in two moments, not exactly, and c is estimated: that the band covers is a measured fact (LanczosSpectralDensityTests), not a theorem.</para>
/// <para>Standard error: for v uniform on the sphere Var v^T G v = 2/(n + 2) ((1/n) sum a_i^2 - phi^2), of which both terms are read off the directions.</para>
/// <para>The band covers simultaneously: the whole vector phi(t) over the grid lies inside with at least the stated probability, by Bonferroni's
/// inequality over the grid points. Between grid points nothing is said.</para>
/// <para>Quadrature error: the largest change of the estimate between its last step and 1/8 and 1/4 of the steps fewer, within one sigma of the point.
/// Gauss rules of smooth functions converge geometrically, so where this change is below 1e-3 of the largest density everywhere (on the grid and at the nodes, which may lie between its points; and the steps are eight or more) it is far above what is
/// left; that is an estimate. Where it is not, the steps do not resolve sigma, the result says so, and the band holds a proved bound instead: by the
/// Chebyshev-Markov-Stieltjes inequalities the mass of a node lies between its two neighbours. To both a rounding error of 1e-10 of the largest density is added.</para>
/// <para>Sources: G. H. Golub, G. Meurant, Matrices, Moments and Quadrature, Princeton 2010; G. Szego, Orthogonal Polynomials, 1939, section 3.41; L. Lin, Y. Saad, C. Yang, SIAM Rev. 58 (2016) 34;
/// F. E. Satterthwaite, Psychometrika 6 (1941) 309 (the moments).</para>
/// </remarks>
/// <param name="order">n, at least 1.</param>
/// <param name="settings">Steps, directions, width, level.</param>
public sealed class LanczosSpectralDensity(int order, LanczosDensitySettings settings)
{
    private const double Rounding = 1e-10;
    private const double Resolution = 1e-3;
    private const int FewestComparedSteps = 8;

    private readonly int _order = order >= 1 ? order : throw new ArgumentOutOfRangeException(nameof(order), order, "Expected an order of at least 1.");
    private readonly LanczosDensitySettings _settings = settings ?? throw new ArgumentNullException(nameof(settings));

    /// <summary>Estimates the density.</summary>
    /// <param name="createOperator">Makes a worker's operator of order n; products must not depend on the worker.</param>
    /// <param name="key">The key of the directions.</param>
    /// <param name="sample">The sample number.</param>
    /// <param name="grid">Where; ascending, finite, at least one.</param>
    /// <param name="threads">Workers; the result does not depend on them.</param>
    /// <param name="purpose">The first of as many purposes as there are directions.</param>
    /// <returns>Null where a product was not finite.</returns>
    /// <exception cref="ArgumentException">The grid is empty, does not ascend or is not finite.</exception>
    public SpectralDensityBand? Compute(Func<SymmetricOperator> createOperator, StreamKey key, ulong sample, IReadOnlyList<double> grid, int threads = 1, uint purpose = 0)
    {
        ArgumentNullException.ThrowIfNull(createOperator);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (grid.Count == 0 || !grid.All(double.IsFinite) || grid.Zip(grid.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException("Expected finite grid points in ascending order, at least one.", nameof(grid));
        var steps = Math.Min(_settings.Steps, _order);
        var rules = new ProbeRules?[_settings.Probes];
        Parallel.For(
            0,
            rules.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Operator: createOperator(), Iteration: new LanczosIteration(_order, steps), Start: new double[_order]),
            (probe, _, worker) =>
            {
                new RandomStream(key, sample, purpose + (uint)probe).FillNormal(worker.Start);
                if (worker.Iteration.Run(worker.Operator, worker.Start) is var outcome and not LanczosOutcome.NonFinite)
                    rules[probe] = ProbeRules.From(worker.Iteration, outcome);
                return worker;
            },
            _ => { });
        return rules.Any(r => r is null) ? null : Band([.. rules.Select(r => r!)], [.. grid]);
    }

    private SpectralDensityBand Band(ProbeRules[] rules, double[] grid)
    {
        var count = grid.Length;
        var (density, squares, spread, change) = (new double[count], new double[count], new double[count], new double[count]);
        var full = rules.Select(r => r.Full).ToList();
        for (var i = 0; i < count; i++)
        {
            density[i] = Mean(full, grid[i], squared: false);
            squares[i] = Mean(full, grid[i], squared: true);
            spread[i] = Math.Sqrt(2 * Math.Max(0, squares[i] - (density[i] * density[i])) / (_order + 2.0) / _settings.Probes);
            for (var shorter = 0; shorter < ProbeRules.ShorterCount; shorter++)
                change[i] = Math.Max(change[i], Math.Abs(density[i] - Mean(rules.Select(r => r.Shorter[shorter]), grid[i], squared: false)));
        }

        // A grid coarser than sigma passes by the peaks: what is not resolved shows at the nodes, for each direction at its own.
        var (peak, nodeChange) = (0.0, 0.0);
        foreach (var rule in rules)
        {
            var (own, most) = (0.0, 0.0);
            foreach (var node in rule.Full.Nodes)
            {
                var here = Mean([rule.Full], node, squared: false);
                own = Math.Max(own, here);
                foreach (var shorter in rule.Shorter)
                    most = Math.Max(most, Math.Abs(here - Mean([shorter], node, squared: false)));
            }

            peak += own / rules.Length;
            nodeChange += most / rules.Length;
        }

        peak = Math.Max(peak, density.Max());
        var floor = Rounding * peak;
        // Fewer steps than eight have nothing to be compared with.
        var resolved = rules.All(r => r.IsExact || r.Steps >= FewestComparedSteps) && Math.Max(nodeChange, change.Max()) <= Resolution * peak;
        var error = new double[count];
        var (low, high, ownLow, ownHigh) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            error[i] = floor;
            for (var j = 0; j < count; j++)
            {
                if (Math.Abs(grid[j] - grid[i]) <= _settings.Width)
                    error[i] = Math.Max(error[i], change[j] + floor);
            }

            if (!resolved)
                error[i] = Math.Max(error[i], rules.Average(r => r.IsExact ? 0 : Displacement(r.Full, grid[i])) + floor);
            (low[i], high[i]) = Interval(density[i], squares[i], (1 - _settings.Level) / count, error[i]);
            (ownLow[i], ownHigh[i]) = Interval(density[i], squares[i], 1 - _settings.Level, error[i]);
        }

        return new SpectralDensityBand(grid, density, spread, low, high, ownLow, ownHigh, error, resolved, rules.Length, rules.Min(r => r.Steps));
    }

    private (double Low, double High) Interval(double density, double squares, double miss, double error)
    {
        // Far from all eigenvalues the density underflows and only the error is left.
        if (!(squares > 0))
            return (0, density + error);
        var scale = _settings.Probes * (double)_order * density / squares;
        var freedom = ChiSquaredFreedom.Compute(scale * density, miss);
        return (Math.Max(0, (freedom.Low / scale) - error), (freedom.High / scale) + error);
    }

    private double Mean(IEnumerable<(double[] Nodes, double[] Weights)> rules, double t, bool squared)
    {
        var (sum, count) = (0.0, 0);
        foreach (var (nodes, weights) in rules)
        {
            count++;
            for (var i = 0; i < nodes.Length; i++)
            {
                var g = Kernel(t - nodes[i]);
                sum = Math.FusedMultiplyAdd(weights[i], squared ? g * g : g, sum);
            }
        }

        return sum / count;
    }

    // The most that the integral changes when the mass of each node moves to anywhere between its neighbours; the outermost have none on one side.
    private double Displacement((double[] Nodes, double[] Weights) rule, double t)
    {
        var sum = 0.0;
        for (var i = 0; i < rule.Nodes.Length; i++)
        {
            var left = i == 0 ? double.NegativeInfinity : rule.Nodes[i - 1];
            var right = i == rule.Nodes.Length - 1 ? double.PositiveInfinity : rule.Nodes[i + 1];
            var here = Kernel(t - rule.Nodes[i]);
            var most = Kernel(t - Math.Clamp(t, left, right));
            var least = Math.Min(Kernel(t - left), Kernel(t - right));
            sum += rule.Weights[i] * Math.Max(most - here, here - least);
        }

        return sum;
    }

    private double Kernel(double distance)
    {
        var x = distance / _settings.Width;
        return ElementaryFunctions.Exp(-0.5 * x * x) / (_settings.Width * Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The quadrature rules of one direction.</summary>
    private sealed record ProbeRules(int Steps, bool IsExact, (double[] Nodes, double[] Weights) Full, (double[] Nodes, double[] Weights)[] Shorter)
    {
        public const int ShorterCount = 2;

        public static ProbeRules? From(LanczosIteration iteration, LanczosOutcome outcome)
        {
            var m = iteration.Steps;
            if (Rule(iteration, m) is not { } full)
                return null;
            // An invariant subspace leaves no error.
            var exact = outcome == LanczosOutcome.InvariantSubspace || m == iteration.Order;
            int[] fewer = exact ? [m, m] : [m - Math.Max(1, m / 8), m - Math.Max(1, m / 4)];
            var shorter = fewer.Select(steps => steps == m ? full : Rule(iteration, Math.Max(1, steps))).ToList();
            return shorter.Any(r => r is null) ? null : new ProbeRules(m, exact, full, [.. shorter.Select(r => r!.Value)]);
        }

        private static (double[] Nodes, double[] Weights)? Rule(LanczosIteration iteration, int steps) =>
            TridiagonalQuadrature.Compute(iteration.Diagonal[..steps], iteration.OffDiagonal);
    }
}
