namespace RandomLandscapes.Simulation.Networks;

/// <summary>The symmetries of a perceptron's parameters: hidden units may change places and, where the activation is odd, their signs.</summary>
/// <remarks>
/// <para>A unit's sign is that of its incoming weights, its bias and its outgoing weights together. Both kinds of change keep every output, and the
/// regulariser; there are prod_l d_l! 2^(d_l) of them for tanh and identity, prod_l d_l! for the others. Critical points come in such orbits, so two of
/// them are one answer if and only if a symmetry takes one to the other. Source: A. M. Chen, H. Lu, R. Hecht-Nielsen, Neural Computation 5 (1993) 910.</para>
/// <para>Not among them: continuous symmetries (scales of ReLU units, shifts of all outputs under softmax), which a regulariser breaks, and the reflection
/// of sigmoid units, which moves the next biases.</para>
/// </remarks>
public static class PerceptronSymmetry
{
    private const int MostComparisons = 1_000_000;

    /// <summary>Moves and flips the units of one hidden layer.</summary>
    /// <param name="network">The shape.</param>
    /// <param name="parameters">theta, changed in place.</param>
    /// <param name="layer">l, from 1 to L - 1.</param>
    /// <param name="places">Where each unit goes, a permutation of 0 to d_l - 1.</param>
    /// <param name="flipped">Which units change their sign.</param>
    /// <exception cref="ArgumentException">A length does not fit, the places are no permutation, or a flip is asked of an activation that is not odd.</exception>
    public static void Apply(MultilayerPerceptron network, Span<double> parameters, int layer, ReadOnlySpan<int> places, ReadOnlySpan<bool> flipped)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckLength(parameters, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, network.LayerCount);
        var units = network.Sizes[layer];
        if (places.Length != units || flipped.Length != units || !places.ToArray().Order().SequenceEqual(Enumerable.Range(0, units)))
            throw new ArgumentException($"Expected a permutation of {units} units and as many signs.", nameof(places));
        if (flipped.Contains(true) && !IsOdd(network.Activation))
            throw new ArgumentException($"Expected no flips for {network.Activation}, which is not odd.", nameof(flipped));
        var from = parameters.ToArray();
        int inputs = network.Sizes[layer - 1], outputs = network.Sizes[layer + 1];
        for (var j = 0; j < units; j++)
        {
            var (k, sign) = (places[j], flipped[j] ? -1 : 1);
            for (var i = 0; i < inputs; i++)
                parameters[network.WeightOffset(layer) + (k * inputs) + i] = sign * from[network.WeightOffset(layer) + (j * inputs) + i];
            parameters[network.BiasOffset(layer) + k] = sign * from[network.BiasOffset(layer) + j];
            for (var o = 0; o < outputs; o++)
                parameters[network.WeightOffset(layer + 1) + (o * units) + k] = sign * from[network.WeightOffset(layer + 1) + (o * units) + j];
        }
    }

    /// <summary>Whether a symmetry takes one point to within a distance of the other.</summary>
    /// <remarks>With one hidden layer every unit finds its match by itself. With more, a layer's match depends on the one before; units that are alike in all
    /// their weights are tried once, but units that only read alike may make many trials necessary. The distance must be well below that of different units:
    /// of two that fit, the first is taken.</remarks>
    /// <param name="network">The shape.</param>
    /// <param name="first">P parameters.</param>
    /// <param name="second">P parameters.</param>
    /// <param name="tolerance">The largest distance of two parameters that match, at least 0.</param>
    /// <returns>Null where a million comparisons of units did not decide.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the tolerance is negative.</exception>
    public static bool? AreEquivalent(MultilayerPerceptron network, ReadOnlySpan<double> first, ReadOnlySpan<double> second, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckLength(first, nameof(first));
        network.CheckLength(second, nameof(second));
        if (!(tolerance >= 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "Expected a finite number of at least 0.");
        var output = network.BiasOffset(network.LayerCount);
        for (var i = output; i < network.ParameterCount; i++)
        {
            if (!(Math.Abs(first[i] - second[i]) <= tolerance))
                return false; // no symmetry moves the biases of the outputs
        }

        var match = new Match(network, first.ToArray(), second.ToArray(), tolerance);
        var found = match.Extend(1, 0);
        return match.Comparisons > MostComparisons ? null : found;
    }

    /// <summary>Sorts points into classes: the number of each point's class, in the order of their first members.</summary>
    /// <param name="network">The shape.</param>
    /// <param name="points">P parameters each.</param>
    /// <param name="tolerance">As for <see cref="AreEquivalent"/>; it should be far below the distance of different points. A pair that stays undecided counts as different.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the tolerance is negative.</exception>
    public static int[] Classify(MultilayerPerceptron network, IReadOnlyList<double[]> points, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(points);
        var classes = new int[points.Count];
        var members = new List<double[]>();
        for (var i = 0; i < points.Count; i++)
        {
            classes[i] = members.FindIndex(m => AreEquivalent(network, m, points[i], tolerance) == true);
            if (classes[i] >= 0)
                continue;
            classes[i] = members.Count;
            members.Add(points[i]);
        }

        return classes;
    }

    private static bool IsOdd(Activation activation) => activation is Activation.Tanh or Activation.Identity;

    /// <summary>A partial match of the hidden units, layer by layer.</summary>
    private sealed class Match(MultilayerPerceptron network, double[] first, double[] second, double tolerance)
    {
        private readonly int[][] _partners = [.. network.Sizes.ToArray().Select((size, l) => l == 0 ? Enumerable.Range(0, size).ToArray() : new int[size])];
        private readonly int[][] _signs = [.. network.Sizes.ToArray().Select(size => Enumerable.Repeat(1, size).ToArray())];
        private readonly bool[][] _taken = [.. network.Sizes.ToArray().Select(size => new bool[size])];
        private readonly double[][][] _outgoing = [.. Enumerable.Range(0, 2).Select(_ => new double[network.LayerCount][])];
        private readonly int[] _allSigns = IsOdd(network.Activation) ? [1, -1] : [1];

        public int Comparisons { get; private set; }

        /// <summary>Matches the units of a layer from one on, and all layers above.</summary>
        public bool Extend(int layer, int unit)
        {
            if (layer == network.LayerCount)
                return network.LayerCount > 1 || WeightsAgree();
            if (unit == network.Sizes[layer])
                return Extend(layer + 1, 0);
            var tried = new List<int>();
            for (var partner = 0; partner < network.Sizes[layer]; partner++)
            {
                if (_taken[layer][partner] || tried.Exists(t => AreAlike(layer, t, partner)))
                    continue;
                tried.Add(partner);
                foreach (var sign in _allSigns)
                {
                    if (++Comparisons > MostComparisons)
                        return false;
                    if (!Fits(layer, unit, partner, sign))
                        continue;
                    (_partners[layer][unit], _signs[layer][unit], _taken[layer][partner]) = (partner, sign, true);
                    if (Extend(layer, unit + 1))
                        return true;
                    _taken[layer][partner] = false;
                    if (layer + 1 == network.LayerCount)
                        return false; // what fits the last hidden layer's unit is alike: another partner would leave the same units over
                }
            }

            return false;
        }

        private bool Fits(int layer, int unit, int partner, int sign)
        {
            if (!Near(first[network.BiasOffset(layer) + unit], sign * second[network.BiasOffset(layer) + partner]))
                return false;
            var inputs = network.Sizes[layer - 1];
            var (own, other) = (network.WeightOffset(layer) + (unit * inputs), network.WeightOffset(layer) + (partner * inputs));
            for (var i = 0; i < inputs; i++)
            {
                if (!Near(first[own + i], sign * _signs[layer - 1][i] * second[other + _partners[layer - 1][i]]))
                    return false;
            }

            if (layer + 1 < network.LayerCount)
                return HaveLikeModuli(layer, unit, partner); // which of them goes where the layer above will tell
            var units = network.Sizes[layer];
            var weights = network.WeightOffset(layer + 1);
            for (var o = 0; o < network.Sizes[layer + 1]; o++)
            {
                if (!Near(first[weights + (o * units) + unit], sign * second[weights + (o * units) + partner]))
                    return false;
            }

            return true;
        }

        /// <summary>The moduli of outgoing weights, sorted: what the layer above cannot change.</summary>
        private bool HaveLikeModuli(int layer, int unit, int partner)
        {
            var above = network.Sizes[layer + 1];
            var own = Moduli(0, layer).AsSpan(unit * above, above);
            var other = Moduli(1, layer).AsSpan(partner * above, above);
            for (var i = 0; i < above; i++)
            {
                if (!Near(own[i], other[i]))
                    return false;
            }

            return true;
        }

        private double[] Moduli(int which, int layer)
        {
            if (_outgoing[which][layer] is { } known)
                return known;
            var (point, units, above) = (which == 0 ? first : second, network.Sizes[layer], network.Sizes[layer + 1]);
            var moduli = new double[units * above];
            for (var j = 0; j < units; j++)
            {
                for (var o = 0; o < above; o++)
                    moduli[(j * above) + o] = Math.Abs(point[network.WeightOffset(layer + 1) + (o * units) + j]);
                moduli.AsSpan(j * above, above).Sort();
            }

            return _outgoing[which][layer] = moduli;
        }

        /// <summary>Whether two units of the second point have the same weights, in and out.</summary>
        private bool AreAlike(int layer, int one, int other)
        {
            var (inputs, units, above) = (network.Sizes[layer - 1], network.Sizes[layer], network.Sizes[layer + 1]);
            var alike = Near(second[network.BiasOffset(layer) + one], second[network.BiasOffset(layer) + other]);
            for (var i = 0; i < inputs && alike; i++)
                alike = Near(second[network.WeightOffset(layer) + (one * inputs) + i], second[network.WeightOffset(layer) + (other * inputs) + i]);
            for (var o = 0; o < above && alike; o++)
                alike = Near(second[network.WeightOffset(layer + 1) + (o * units) + one], second[network.WeightOffset(layer + 1) + (o * units) + other]);
            return alike;
        }

        private bool WeightsAgree() => !first.Where((x, i) => !Near(x, second[i])).Any();

        private bool Near(double x, double y) => Math.Abs(x - y) <= tolerance;
    }
}
