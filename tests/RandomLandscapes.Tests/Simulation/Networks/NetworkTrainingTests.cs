using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Simulation.Networks.Data;
using RandomLandscapes.Simulation.Networks.Training;
using RandomLandscapes.Tests.Simulation.CriticalPoints;

namespace RandomLandscapes.Tests.Simulation.Networks;

public class NetworkTrainingTests
{
    private static readonly NetworkObjective Small = NetworkCases.Join(
        new MultilayerPerceptron(64, 4, 10), NetworkCases.StoredDigits().First(100), TrainingSettings.DefaultL2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Training_ends_at_a_minimum(ulong seed)
    {
        var parameters = Start(Small, seed);
        var result = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension)).Run(parameters);
        Assert.Equal(SearchOutcome.Critical, result.Outcome);
        Assert.True(result.GradientNorm < 1e-10, $"gradient norm {result.GradientNorm}");
        Assert.True(result.NextNewtonStep < 1e-6, $"next step {result.NextNewtonStep}");

        // The claim is checked by what training does not use: the spectrum, and the product that shares no code with the Hessian.
        var measurement = HessianMeasurement.Measure(Small, parameters, new HessianWorkspace(Small.Dimension));
        Assert.Equal((0, 0), (measurement.Negative, measurement.Undecided));
        Assert.True(measurement.Smallest > 1e6 * measurement.ErrorBound);
        Assert.Equal(result.Loss, measurement.Loss);
        Assert.Equal(result.GradientNorm, measurement.GradientNorm);
    }

    [Fact] // from all zeros every hidden unit stays dead by symmetry: the quasi-Newton method ends at a saddle, which must be left
    public void A_saddle_is_left_along_negative_curvature()
    {
        var parameters = new double[Small.Dimension];
        var saddleLoss = double.NaN;
        var training = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension), new TrainingSettings { NewtonGradientNorm = 1e-6 });
        var result = training.Run(parameters, [6], moment => saddleLoss = moment.IsEnd ? saddleLoss : moment.Loss);
        Assert.True(result.SaddleEscapes >= 1);
        Assert.Equal(SearchOutcome.Critical, result.Outcome);
        Assert.Equal(0, HessianMeasurement.Measure(Small, parameters, new HessianWorkspace(Small.Dimension)).Negative);
        Assert.True(result.Loss < saddleLoss - 0.5, $"from {saddleLoss} to {result.Loss}");
    }

    [Fact]
    public void Moments_come_in_order_and_describe_the_path()
    {
        var start = Start(Small, 4);
        var parameters = start.ToArray();
        var seen = new List<(int Step, double Loss, double Norm, bool IsEnd, double[] Parameters)>();
        var result = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension)).Run(parameters, [0, 1, 3, 10, 30, 100, 1_000_000], moment =>
            seen.Add((moment.Iteration, moment.Loss, moment.GradientNorm, moment.IsEnd, moment.Parameters.ToArray())));
        Assert.Equal([0, 1, 3, 10, 30, 100, result.QuasiNewtonSteps + result.NewtonSteps], seen.Select(m => m.Step));
        Assert.Equal([false, false, false, false, false, false, true], seen.Select(m => m.IsEnd));
        Assert.Equal(start, seen[0].Parameters);
        Assert.Equal(parameters, seen[^1].Parameters);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second.Loss < pair.First.Loss));
        var gradient = new double[start.Length];
        foreach (var moment in seen)
        {
            Assert.Equal(moment.Loss, Small.Gradient(moment.Parameters, gradient));
            Assert.Equal(NetworkCases.Norm(gradient), moment.Norm, 1e-14);
        }
    }

    [Fact] // to the bit, also from a training object that was used before
    public void Training_is_deterministic()
    {
        var training = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension));
        double[] first = Start(Small, 5), second = Start(Small, 5);
        var one = training.Run(first);
        _ = training.Run(Start(Small, 6));
        var other = training.Run(second);
        Assert.Equal(one, other);
        Assert.Equal(first, second);
    }

    [Theory] // before the memory is full, after, and among the last steps; by another object, from what an observer kept
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(-1)]
    public void Training_goes_on_from_a_kept_state_to_the_same_bits(int step)
    {
        var whole = Start(Small, 7);
        var training = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension));
        var states = new List<NetworkTrainingState>();
        var seen = new List<(int Step, double Loss)>();
        var expected = training.Run(whole, [.. Enumerable.Range(0, 5000)], moment =>
        {
            states.Add(training.State);
            seen.Add((moment.Iteration, moment.Loss));
        });
        var place = step < 0 ? states.Count - 3 : step;
        Assert.True(step > 0 || states[place].NewtonSteps > 0);
        var again = new double[Small.Dimension];
        var other = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension));
        _ = other.Run(Start(Small, 8));
        var seenAgain = new List<(int Step, double Loss)>();
        Assert.Equal(expected, other.Resume(states[place], again, [.. Enumerable.Range(0, 5000)], moment => seenAgain.Add((moment.Iteration, moment.Loss))));
        Assert.Equal(whole, again);
        Assert.Equal(seen[(place + 1)..], seenAgain);

        var longer = states[place] with { Parameters = new double[Small.Dimension + 1] };
        Assert.Throws<ArgumentException>(() => other.Resume(longer, again));
    }

    [Theory] // kinks, where steps without curvature leave a pair out while the memory is full: its place must stay with the oldest one
    [InlineData(Activation.Relu, LossKind.Hinge, 2)]
    [InlineData(Activation.Relu, LossKind.CrossEntropy, 1)]
    [InlineData(Activation.Tanh, LossKind.Hinge, 5)]
    public void Pairs_that_are_left_out_change_nothing(Activation activation, LossKind loss, int memory)
    {
        var stream = new RandomStream(new StreamKey(20_261_127));
        for (var trial = 0; trial < 8; trial++)
        {
            var (inputs, labels) = (new double[36], new double[12]);
            stream.FillNormal(inputs);
            for (var i = 0; i < labels.Length; i++)
                labels[i] = stream.NextInt32(3);
            var objective = new NetworkObjective(new MultilayerPerceptron(activation, 3, 4, 3).ToGraph(loss), new NetworkSamples(12, inputs, labels), 1e-3);
            var settings = new TrainingSettings { Memory = memory, IterationLimit = 150 };
            var training = new NetworkTraining(objective, new HessianWorkspace(objective.Dimension), settings);
            var whole = new double[objective.Dimension];
            objective.Graph.DrawInitialParameters(stream, whole);
            var states = new List<NetworkTrainingState>();
            var expected = training.Run(whole, [.. Enumerable.Range(0, 400)], moment => states.AddRange(moment.IsEnd ? [] : [training.State]));
            for (var k = 0; k < states.Count; k += 3)
            {
                var again = new double[objective.Dimension];
                Assert.Equal(expected, new NetworkTraining(objective, new HessianWorkspace(objective.Dimension), settings).Resume(states[k], again));
                Assert.Equal(whole, again);
            }
        }
    }

    [Fact] // one stored pair of hashes for every machine, vector width and build: over the end of a training with its Hessian, and its spectrum
    public void Bits_do_not_depend_on_the_machine()
    {
        var p = Small.Dimension;
        double[] parameters = Start(Small, 8), spectrum = new double[p], hessian = new double[p * p];
        new NetworkTraining(Small, new HessianWorkspace(Small.Dimension), new TrainingSettings { IterationLimit = 60 }).Run(parameters);
        HessianMeasurement.Measure(Small, parameters, new HessianWorkspace(Small.Dimension), spectrum);
        Small.Hessian(parameters, hessian);
        Assert.Equal((11705027263550915250UL, 12917791069575789158UL), (Hash([.. parameters, .. hessian]), Hash(spectrum)));

        static ulong Hash(double[] numbers) =>
            numbers.Aggregate(14695981039346656037UL, (h, x) => unchecked((h ^ BitConverter.DoubleToUInt64Bits(x)) * 1099511628211UL));
    }

    [Fact] // the numbers of every result are checked against the end, whatever the outcome
    public void Every_end_is_classified()
    {
        Assert.Equal(SearchOutcome.IterationLimit, Outcome(Small, new TrainingSettings { IterationLimit = 5 }));
        Assert.Equal(SearchOutcome.IterationLimit, Outcome(Small, new TrainingSettings { NewtonLimit = 0 }));
        Assert.Equal(SearchOutcome.AtInfinity, Outcome(Small, new TrainingSettings { LargestNorm = 5 }));
        Assert.Equal(SearchOutcome.NonFinite, Outcome(Small, new TrainingSettings(), parameters => parameters[3] = double.NaN));
        Assert.Equal(SearchOutcome.NonFinite, Outcome(Small, new TrainingSettings(), parameters => parameters[3] = double.PositiveInfinity));
        // Without l2 separable data has no minimum, and dead pixels make the Hessian singular: never Critical.
        var free = new NetworkObjective(Small.Graph, Small.Samples, l2: 0);
        Assert.Equal(SearchOutcome.SingularHessian, Outcome(free, new TrainingSettings { NewtonGradientNorm = 1e-4 }));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var training = new NetworkTraining(Small, new HessianWorkspace(Small.Dimension));
        Assert.Throws<ArgumentException>(() => training.Run(new double[3]));
        Assert.Throws<ArgumentException>(() => training.Run(new double[Small.Dimension], [1, 1]));
        Assert.Throws<ArgumentException>(() => training.Run(new double[Small.Dimension], [-1]));
        Assert.Throws<ArgumentException>(() => new NetworkTraining(Small, new HessianWorkspace(5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTraining(Small, new HessianWorkspace(Small.Dimension), new TrainingSettings { Memory = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkTraining(Small, new HessianWorkspace(Small.Dimension), new TrainingSettings { NewtonGradientNorm = double.NaN }));
    }

    private static SearchOutcome Outcome(NetworkObjective loss, TrainingSettings settings, Action<double[]>? spoil = null)
    {
        var parameters = Start(loss, 7);
        spoil?.Invoke(parameters);
        return new NetworkTraining(loss, new HessianWorkspace(loss.Dimension), settings).Run(parameters).Outcome;
    }

    private static double[] Start(NetworkObjective loss, ulong seed)
    {
        var parameters = new double[loss.Dimension];
        loss.Graph.DrawInitialParameters(new RandomStream(new StreamKey(20_260_300 + seed)), parameters);
        return parameters;
    }

    [Fact] // x^4, on which Newton's steps shrink by 2/3: the gradient is small long before the steps are short
    public void Ends_are_critical_only_where_the_next_step_is_short()
    {
        double[] x = [0.01];
        var result = new NetworkTraining(new JetObjective(1, p => p[0].Squared().Squared()), new HessianWorkspace(1)).Run(x);
        Assert.Equal(SearchOutcome.Critical, result.Outcome);
        Assert.InRange(result.NextNewtonStep, 0, 1e-6);
        Assert.InRange(Math.Abs(x[0]), 0, 3e-6);
        // A parabola entered with a gradient of 5e-8 and a step as short: not critical yet, one Newton step on it is.
        x[0] = 5e-8;
        result = new NetworkTraining(new JetObjective(1, p => 0.5 * p[0].Squared()), new HessianWorkspace(1)).Run(x);
        Assert.Equal((SearchOutcome.Critical, 1, 0.0), (result.Outcome, result.NewtonSteps, x[0]));
    }

    [Theory] // near the saddle of x^2 / 2 - y^2 / 2 + y^4 / 4 the escape goes the way that the gradient points down
    [InlineData(1e-6)]
    [InlineData(-1e-6)]
    public void Escapes_go_downhill(double y)
    {
        double[] position = [0, y];
        var saddle = new JetObjective(2, p => (0.5 * p[0].Squared()) + (-0.5 * p[1].Squared()) + (0.25 * p[1].Squared().Squared()));
        var result = new NetworkTraining(saddle, new HessianWorkspace(2)).Run(position);
        Assert.Equal((SearchOutcome.Critical, 1), (result.Outcome, result.SaddleEscapes));
        Assert.Equal(Math.Sign(y), position[1], 1e-9);
    }

    [Fact] // -t + 2.00015 t^2 - 1.0001 t^3 has at 1 a flat top just above its start, less than the sufficient decrease would be below it
    public void Line_searches_do_not_go_up()
    {
        static (double, double) Cubic(double t) => ((-t) + (2.00015 * t * t) - (1.0001 * t * t * t), -1 + (4.0003 * t) - (3.0003 * t * t));
        var step = WolfeLineSearch.Search(0, -1, 1, Cubic);
        var (value, slope) = Cubic(step);
        Assert.InRange(step, 0.01, 0.99);
        Assert.True(value <= -1e-4 * step && Math.Abs(slope) <= 0.9);
    }

    [Fact] // a pair along which the gradient falls would make the estimate indefinite
    public void Pairs_of_negative_curvature_are_left_out()
    {
        var memory = new QuasiNewtonMemory(3, 2);
        memory.Add([0, 0], [1, 0], [0, 0], [-1, 0.5]);
        Assert.True(memory.IsEmpty);
        memory.Add([0, 0], [1, 0], [0, 0], [2, 0]);
        Assert.False(memory.IsEmpty);
        var direction = new double[2];
        memory.Direction([4, 0], direction);
        Assert.Equal([-2.0, 0], direction);
    }
}
