using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.Networks;

/// <summary>K15: what the symmetries of a network force on its spectrum, exactly. NetworkReferenceTests has the case 64-16-10.</summary>
public sealed class KnownAnswerStructureTests
{
    [Theory] // z inputs that are always zero and the shifts of a softmax: z h + h + 1 zero eigenvalues, no more and no less; z h for squared errors; all at l2 with a regulariser
    [InlineData(LossKind.CrossEntropy, 6, 2, 3, 3)]
    [InlineData(LossKind.CrossEntropy, 5, 1, 4, 4)]
    [InlineData(LossKind.CrossEntropy, 7, 3, 2, 5)]
    [InlineData(LossKind.CrossEntropy, 4, 0, 5, 2)]
    [InlineData(LossKind.SquaredError, 6, 2, 3, 3)]
    [InlineData(LossKind.SquaredError, 5, 1, 4, 4)]
    [InlineData(LossKind.SquaredError, 7, 3, 2, 5)]
    [InlineData(LossKind.SquaredError, 4, 0, 5, 2)]
    public void Dead_inputs_and_shifts_of_a_softmax_are_the_null_space(LossKind kind, int inputs, int dead, int hidden, int classes)
    {
        var zeros = (dead * hidden) + (kind == LossKind.CrossEntropy ? hidden + 1 : 0);
        for (ulong sample = 0; sample < 4; sample++)
        {
            var stream = TestSeed.Stream($"structure {kind} {inputs}", sample);
            const int count = 60;
            var data = new NetworkSamples(
                count, [.. Enumerable.Range(0, count * inputs).Select(k => k % inputs < dead ? 0 : stream.NextNormal())], [.. Enumerable.Range(0, count).Select(_ => (double)stream.NextInt32(classes))]);
            var graph = new MultilayerPerceptron(Activation.Tanh, inputs, hidden, classes).ToGraph(kind);
            var theta = new double[graph.ParameterCount];
            graph.DrawInitialParameters(stream, theta);
            var eigenvalues = new double[theta.Length];
            var free = HessianMeasurement.Measure(new NetworkObjective(graph, data, 0), theta, new HessianWorkspace(theta.Length), eigenvalues);
            Assert.Equal(zeros, free.Undecided);
            Assert.Equal(zeros, eigenvalues.Count(l => Math.Abs(l) < 1e-7)); // a gap of many decades
            const double l2 = 0.125;
            var regularised = HessianMeasurement.Measure(new NetworkObjective(graph, data, l2), theta, new HessianWorkspace(theta.Length), eigenvalues);
            Assert.Equal(zeros, eigenvalues.Count(l => Math.Abs(l - l2) <= regularised.ErrorBound));
        }
    }

    [Theory] // m equal units: every eigenvalue of the m - 1 directions that tell them apart is (m - 1)-fold, one level for each parameter of a unit
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Tied_units_have_levels_of_multiplicity_m_minus_1(int units)
    {
        const int inputs = 3, outputs = 2, perUnit = inputs + 1 + outputs, count = 25;
        var stream = TestSeed.Stream($"tied {units}");
        var graph = new MultilayerPerceptron(Activation.Softplus, inputs, units, outputs).ToGraph(LossKind.SquaredError, numericTargets: true);
        var data = new NetworkSamples(count, [.. Enumerable.Range(0, count * inputs).Select(_ => stream.NextNormal())], [.. Enumerable.Range(0, count * outputs).Select(_ => stream.NextNormal())]);
        var objective = new NetworkObjective(graph, data, 0.01);
        var start = new double[graph.ParameterCount];
        stream.FillNormal(start);
        var end = new ObjectiveSearch(objective).RunTied(Ties(inputs, units, outputs), start);
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        Assert.Equal(end.Position[0], end.Position[inputs]);
        var levels = Levels(KnownAnswerNetworks.Spectrum(objective, [.. end.Position]));
        Assert.Equal(perUnit, levels.Count(m => m == units - 1));
        Assert.Equal(perUnit + outputs, levels.Count(m => m == 1));
        Assert.Equal((2 * perUnit) + outputs, levels.Count);
        // Negative eigenvalues come from those levels alone, since the point is a minimum among the tied ones.
        Assert.Equal(0, end.Inertia.Negative % (units - 1));
    }

    [Theory] // 64-8-10 on the stored digits with all hidden units tied: 66 sevenfold levels, and one of multiplicity 73 at l2: 8 dead inputs of 8 units, 8 shifts of W2 and one of b2
    [InlineData(Activation.Softplus, 1.84992346459)]
    [InlineData(Activation.Tanh, 1.61197623522)]
    public void Eight_tied_units_on_digits_have_the_stored_levels(Activation activation, double loss)
    {
        const double l2 = 0.01;
        var graph = new MultilayerPerceptron(activation, 64, 8, 10).ToGraph(LossKind.CrossEntropy);
        var objective = new NetworkObjective(graph, NetworkSamples.Of(NetworkCases.StoredDigits()), l2);
        var start = new double[graph.ParameterCount];
        // Always this start: the tied network has several minima, and the index 56 belongs to one of them (another one for softplus has 63). The levels are the same at all.
        graph.DrawInitialParameters(new RandomStream(StreamKey.Derive(20_141_211, "tests", "sym8")), start);
        var end = new ObjectiveSearch(objective).RunTied(Ties(64, 8, 10), start);
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        Assert.Equal(loss, end.Value, 1e-11);
        Assert.Equal(56, end.Inertia.Negative);
        Assert.Equal(0, end.Inertia.Undecided);
        var spectrum = KnownAnswerNetworks.Spectrum(objective, [.. end.Position]);
        var levels = Levels(spectrum);
        Assert.Equal((66, 75, 1), (levels.Count(m => m == 7), levels.Count(m => m == 1), levels.Count(m => m == 73)));
        Assert.Equal(142, levels.Count);
        Assert.Equal(73, spectrum.Count(l => Math.Abs(l - l2) < 1e-12));
    }

    [Fact] // ReLU: c w, c b, v / c is the same function; H d = -(gradient), with the sign turned for v, everywhere
    public void Rescaled_units_keep_the_loss_and_say_what_the_Hessian_does()
    {
        var (objective, stream) = Relu(3, 0);
        var theta = new double[objective.Dimension];
        stream.FillNormal(theta);
        double[] gradient = new double[theta.Length], product = new double[theta.Length], direction = new double[theta.Length];
        var value = objective.Gradient(theta, gradient);
        for (var unit = 0; unit < 3; unit++)
        {
            foreach (var c in new[] { 0.1, 2.5, 40 })
                Assert.Equal(value, objective.Value(Rescaled(theta, unit, c)), 1e-13 * value);
            foreach (var k in Scale.Keys)
                direction[k] = Scale[k].Unit == unit ? Scale[k].Sign * theta[k] : 0;
            objective.HessianVectorProduct(theta, direction, product);
            for (var k = 0; k < theta.Length; k++)
                Assert.Equal(Scale.TryGetValue(k, out var s) && s.Unit == unit ? -s.Sign * gradient[k] : 0, product[k], 1e-13);
        }
    }

    [Fact] // at critical points each active unit adds one zero eigenvalue, and the rescaled point is critical with the same inertia
    public void Rescaling_is_one_zero_eigenvalue_per_active_unit()
    {
        var seen = 0;
        for (ulong sample = 0; sample < 10; sample++)
        {
            // Targets of a network, not quite: minima of small but positive loss. With ten times the noise most of them lie on kinks, where the gradient jumps.
            var (free, stream) = Relu(3, sample);
            double[] teacher = new double[free.Dimension], outputs = new double[40], start = new double[free.Dimension];
            stream.FillNormal(teacher);
            free.Outputs(teacher, outputs);
            double[] inputs = [.. Enumerable.Range(0, 40).SelectMany(k => free.Samples.Inputs(k).ToArray())];
            var objective = new NetworkObjective(free.Graph, new NetworkSamples(40, inputs, [.. outputs.Select(y => y + (0.002 * stream.NextNormal()))]), 0);
            stream.FillNormal(start);
            var end = new ObjectiveSearch(objective).Run(ObjectiveSearchMethod.SaddleFreeNewton, [.. teacher.Zip(start, (t, x) => t + (0.02 * x))]);
            // Units that are active on all points, or on none or too few, have zeros of other kinds.
            if (end.Outcome != SearchOutcome.Critical || !Enumerable.Range(0, 3).All(unit => ActiveCount(objective, end.Position, unit) is >= 4 and <= 36))
                continue;
            Assert.InRange(end.Value, 1e-7, 1e-4);
            Assert.Equal(3, end.Inertia.Undecided);
            var other = new ObjectiveSearch(objective).Examine(Rescaled([.. end.Position], 1, 1.7));
            Assert.Equal(SearchOutcome.Critical, other.Outcome);
            Assert.Equal(end.Value, other.Value, 1e-18);
            Assert.Equal(end.Inertia, other.Inertia);
            seen++;
        }

        Assert.InRange(seen, 2, 10);
    }

    // Parameters of a 2-3-1 network that scale with their unit, W1 and b1 up, W2 down.
    private static readonly Dictionary<int, (int Unit, int Sign)> Scale = Enumerable.Range(0, 12).ToDictionary(k => k, k => k < 6 ? (k / 2, 1) : k < 9 ? (k - 6, 1) : (k - 9, -1));

    private static double[] Rescaled(double[] theta, int unit, double c) =>
        [.. theta.Select((x, k) => Scale.TryGetValue(k, out var s) && s.Unit == unit ? x * Math.Pow(c, s.Sign) : x)];

    private static (NetworkObjective Objective, RandomStream Stream) Relu(int units, ulong sample)
    {
        var stream = TestSeed.Stream("relu", sample);
        var data = new NetworkSamples(40, [.. Enumerable.Range(0, 80).Select(_ => stream.NextNormal())], [.. Enumerable.Range(0, 40).Select(_ => stream.NextNormal())]);
        return (new NetworkObjective(new MultilayerPerceptron(Activation.Relu, 2, units, 1).ToGraph(LossKind.SquaredError, numericTargets: true), data, 0), stream);
    }

    private static int ActiveCount(NetworkObjective objective, IReadOnlyList<double> theta, int unit)
    {
        var active = 0;
        for (var sample = 0; sample < objective.Samples.Count; sample++)
        {
            var x = objective.Samples.Inputs(sample);
            active += (theta[2 * unit] * x[0]) + (theta[(2 * unit) + 1] * x[1]) + theta[6 + unit] > 0 ? 1 : 0;
        }

        return active;
    }

    private static ParameterTies Ties(int inputs, int units, int outputs) => new(
    [
        .. Enumerable.Range(0, units * inputs).Select(k => k % inputs),
        .. Enumerable.Repeat(inputs, units),
        .. Enumerable.Range(0, outputs * units).Select(k => inputs + 1 + (k / units)),
        .. Enumerable.Range(0, outputs).Select(k => inputs + 1 + outputs + k),
    ]);

    // Multiplicities of an ascending spectrum.
    private static List<int> Levels(double[] spectrum)
    {
        var levels = new List<int>();
        for (var i = 0; i < spectrum.Length; i++)
        {
            if (i > 0 && spectrum[i] - spectrum[i - 1] < 1e-10)
                levels[^1]++;
            else
                levels.Add(1);
        }

        return levels;
    }
}
