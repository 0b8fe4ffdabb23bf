using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.CriticalPoints.Searches;
using RandomLandscapes.Simulation.Networks;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

public sealed class ObjectiveSearchTests
{
    public static TheoryData<ObjectiveSearchMethod> Methods => [.. Enum.GetValues<ObjectiveSearchMethod>()];

    [Theory] // (x^2 - 1)^2 + (y^2 - 1)^2: nine points (-1, 0, 1)^2, whose index is the number of zeros; saddle-free Newton finds the minima only
    [MemberData(nameof(Methods))]
    public void Separable_wells_give_all_nine_points(ObjectiveSearchMethod method)
    {
        var search = new ObjectiveSearch(new JetObjective(2, x => (x[0].Squared() - 1).Squared() + (x[1].Squared() - 1).Squared()));
        var stream = TestSeed.Stream($"wells {method}");
        var found = new HashSet<(int, int)>();
        for (var j = 0; j < 300; j++)
        {
            var end = search.Run(method, [1.5 * stream.NextNormal(), 1.5 * stream.NextNormal()]);
            // A minimum of |g| between two zeros, at curvature zero, is where the other finders may stop.
            if (end.Outcome != SearchOutcome.Critical)
            {
                Assert.NotEqual(ObjectiveSearchMethod.SaddleFreeNewton, method);
                Assert.Equal(SearchOutcome.GradientFlat, end.Outcome);
                continue;
            }

            var (x, y) = ((int)Math.Round(end.Position[0]), (int)Math.Round(end.Position[1]));
            Assert.Equal(x, end.Position[0], 1e-12);
            Assert.Equal(y, end.Position[1], 1e-12);
            Assert.Equal(new SymmetricInertia(new[] { x, y }.Count(c => c == 0), 0, new[] { x, y }.Count(c => c != 0)), end.Inertia);
            found.Add((x, y));
        }

        Assert.Equal(method == ObjectiveSearchMethod.SaddleFreeNewton ? 4 : 9, found.Count);
    }

    [Theory] // (x^2 + y^2 - 1)^2 / 4 + z^2: a circle of minima at curvature 2 and an isolated saddle; the null direction of the circle is no failure
    [MemberData(nameof(Methods))]
    public void Circles_of_minima_are_critical_with_one_undecided_eigenvalue(ObjectiveSearchMethod method)
    {
        var search = new ObjectiveSearch(new JetObjective(3, x => (0.25 * (x[0].Squared() + x[1].Squared() - 1).Squared()) + x[2].Squared()));
        var stream = TestSeed.Stream($"circle {method}");
        for (var j = 0; j < 60; j++)
        {
            var end = search.Run(method, [stream.NextNormal(), stream.NextNormal(), stream.NextNormal()]);
            if (method != ObjectiveSearchMethod.SaddleFreeNewton && end.Outcome == SearchOutcome.GradientFlat)
                continue;
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            var radius = (end.Position[0] * end.Position[0]) + (end.Position[1] * end.Position[1]);
            Assert.Equal(radius > 0.5 ? new SymmetricInertia(0, 1, 2) : new SymmetricInertia(2, 0, 1), end.Inertia);
            Assert.Equal(radius > 0.5 ? 1 : 0, radius, 1e-12);
            Assert.InRange(end.Steps, 0, 60);
        }
    }

    [Theory] // x^3/3 + x/10 + y^2 has no critical point: |g| is least, 0.1, at 0, where H g = 0
    [InlineData(ObjectiveSearchMethod.NewtonMinimumResidual)]
    [InlineData(ObjectiveSearchMethod.LevenbergMarquardt)]
    public void Gradient_flat_points_are_not_called_critical(ObjectiveSearchMethod method)
    {
        var search = new ObjectiveSearch(new JetObjective(2, x => (1 / 3.0 * (x[0] * x[0] * x[0])) + (0.1 * x[0]) + x[1].Squared()));
        var stream = TestSeed.Stream($"flat {method}");
        var flat = 0;
        for (var j = 0; j < 30; j++)
        {
            var end = search.Run(method, [1 + Math.Abs(stream.NextNormal()), stream.NextNormal()]);
            Assert.NotEqual(SearchOutcome.Critical, end.Outcome);
            flat += end.Outcome == SearchOutcome.GradientFlat ? 1 : 0;
            Assert.InRange(end.GradientNorm, 0.1 - 1e-12, 10);
        }

        if (method == ObjectiveSearchMethod.LevenbergMarquardt)
            Assert.Equal(30, flat);
    }

    [Fact] // outcomes that are not critical, each by a function made for it
    public void Other_ends_have_their_names()
    {
        // exp(-x) + y^2 / 10: the gradient is small far out, but never zero.
        var runaway = new ObjectiveSearch(new JetObjective(2, x => (-1 * x[0]).Exp() + (0.1 * x[1].Squared())), new ObjectiveSearchSettings(LargestNorm: 20));
        Assert.Equal(SearchOutcome.AtInfinity, runaway.Run(ObjectiveSearchMethod.NewtonMinimumResidual, [0, 1]).Outcome);
        Assert.Equal(SearchOutcome.SingularHessian, new ObjectiveSearch(new JetObjective(2, x => (-1 * x[0]).Exp() + (0.1 * x[1].Squared()))).Run(ObjectiveSearchMethod.NewtonMinimumResidual, [0, 1]).Outcome);
        // y^2 + 1e-11 x: small gradient in the null space, no critical point.
        var tilted = new ObjectiveSearch(new JetObjective(2, x => x[1].Squared() + (1e-11 * x[0])));
        Assert.Equal(SearchOutcome.SingularHessian, tilted.Run(ObjectiveSearchMethod.LevenbergMarquardt, [1, 1]).Outcome);
        Assert.Equal(SearchOutcome.Critical, new ObjectiveSearch(new JetObjective(2, x => x[1].Squared() + (0 * x[0]))).Run(ObjectiveSearchMethod.LevenbergMarquardt, [1, 1]).Outcome);
        Assert.Equal(SearchOutcome.IterationLimit, new ObjectiveSearch(new JetObjective(1, x => x[0].Squared().Squared()), new ObjectiveSearchSettings(Steps: 2)).Run(ObjectiveSearchMethod.NewtonMinimumResidual, [1]).Outcome);
        Assert.Equal(SearchOutcome.NonFinite, runaway.Run(ObjectiveSearchMethod.NewtonMinimumResidual, [double.NaN, 1]).Outcome);
        Assert.Equal(SearchOutcome.Stalled, runaway.Examine([0, 1]).Outcome);
        Assert.Throws<ArgumentException>(() => runaway.Run(ObjectiveSearchMethod.NewtonMinimumResidual, [1]));
        Assert.Throws<ArgumentException>(() => new ObjectiveSearch(new JetObjective(1, x => x[0]), new ObjectiveSearchSettings(Steps: 0)));
    }

    [Fact] // x^4: Newton's steps shrink by 2/3 each, and the eigenvalue where they end must not be called positive
    public void Points_of_higher_order_stay_undecided()
    {
        foreach (var method in Enum.GetValues<ObjectiveSearchMethod>())
        {
            var end = new ObjectiveSearch(new JetObjective(2, x => x[0].Squared().Squared() + x[1].Squared())).Run(method, [0.7, 1]);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            Assert.Equal(new SymmetricInertia(0, 1, 1), end.Inertia);
        }
    }

    [Theory] // K6, Saad and Solla 1995: all student vectors equal is a subspace fixed by permutations of students and of teachers; its minimum is the plateau, a saddle of the whole space
    [InlineData(2, 0.011610840313, 1, 1, 2, -0.06574981)]
    [InlineData(3, 0.020296588657, 4, 2, 3, -0.04611788)]
    [InlineData(4, 0.028377263870, 9, 3, 4, -0.03564736)]
    public void The_symmetric_plateau_is_a_minimum_of_its_subspace(int units, double loss, int negative, int zero, int positive, double lowest)
    {
        var teacher = new double[units * units];
        for (var i = 0; i < units; i++)
            teacher[(i * units) + i] = 1;
        var machine = new SoftCommitteeMachine(teacher, units, units);
        var search = new ObjectiveSearch(machine);
        var stream = TestSeed.Stream($"plateau {units}");
        var start = new double[units * units];
        var (hessian, eigenvalues) = (new double[start.Length * start.Length], new double[start.Length]);
        for (var draw = 0; draw < 20; draw++)
        {
            for (var i = 0; i < start.Length; i++)
                start[i] = 0.5 + (0.3 * stream.NextNormal());
            var end = search.RunTied(new ParameterTies(new int[units * units]), start);
            Assert.Equal(SearchOutcome.Critical, end.Outcome);
            Assert.Equal(loss, end.Value, 1e-12);
            Assert.Equal(1 / Math.Sqrt(units * ((2 * units) - 1.0)), end.Position[0], 1e-12);
            Assert.Equal(1 / ((2 * units) - 1.0), end.Position.Take(units).Sum(x => x * x), 1e-12);
            Assert.Equal(new SymmetricInertia(negative, zero, positive), end.Inertia);
            machine.Hessian([.. end.Position], hessian);
            new SymmetricEigenvalues(start.Length).Compute(hessian, eigenvalues);
            Assert.Equal(lowest, eigenvalues[0], 1e-8);
        }
    }

    [Fact] // a subspace that no symmetry fixes has minima that are no critical points
    public void Ties_without_a_symmetry_are_found_out()
    {
        var objective = new JetObjective(2, x => (x[0] - 1).Squared() + (x[1] - 2).Squared());
        var end = new ObjectiveSearch(objective).RunTied(new ParameterTies([0, 0]), [0, 0]);
        Assert.Equal(SearchOutcome.Stalled, end.Outcome);
        Assert.Equal(1.5, end.Position[0], 1e-12);
        // With a sign and a zero: x = -y, z = 0.
        var signed = new ParameterTies([0, 0, -1], [false, true, false]);
        var full = new double[3];
        signed.Expand([2], full);
        Assert.Equal(Math.Sqrt(2), full[0], 1e-15);
        Assert.Equal(-Math.Sqrt(2), full[1], 1e-15);
        Assert.Equal(0, full[2]);
        Assert.Throws<ArgumentException>(() => new ParameterTies([0, 2]));
        Assert.Throws<ArgumentException>(() => new ParameterTies([-1]));
        Assert.Throws<ArgumentException>(() => new TiedObjective(objective, signed));
    }

    [Theory] // K5: one tanh unit fitted to nine points, then split in two with the shares lambda and 1 - lambda
    [InlineData(0.5, new[] { 0, 0.00601781, 0.01369949, 0.85589672 }, 0, 1, 3)]
    [InlineData(1.5, new[] { -0.00428135, 0, 0.0332143, 1.48860573 }, 1, 1, 2)]
    [InlineData(-0.5, new[] { -0.00428135, 0, 0.0332143, 1.48860573 }, 1, 1, 2)]
    public void Split_units_keep_the_point_and_change_its_inertia(double lambda, double[] spectrum, int negative, int zero, int positive)
    {
        double[] y = [-.9, -.8, -.8, 0, -.2, .1, .4, .8, .5];
        // Parameters: w, v of each unit.
        Jet Loss(Jet[] p) => Enumerable.Range(0, 9).Select(k => (1 / 18.0) * (Enumerable.Range(0, p.Length / 2).Select(u => p[(2 * u) + 1] * ((-2 + (0.5 * k)) * p[2 * u]).Tanh()).Aggregate((a, b) => a + b) - y[k]).Squared()).Aggregate((a, b) => a + b);
        var small = new ObjectiveSearch(new JetObjective(2, Loss)).Run(ObjectiveSearchMethod.SaddleFreeNewton, [1, 1]);
        Assert.Equal(SearchOutcome.Critical, small.Outcome);
        Assert.Equal(0.020519103699, small.Value, 1e-12);
        Assert.Equal(0.6002006666, small.Position[0], 1e-9);
        var (w, v) = (small.Position[0], small.Position[1]);
        var big = new JetObjective(4, Loss);
        double[] split = [w, lambda * v, w, (1 - lambda) * v];
        var end = new ObjectiveSearch(big).Examine(split);
        Assert.Equal(SearchOutcome.Critical, end.Outcome);
        Assert.Equal(new SymmetricInertia(negative, zero, positive), end.Inertia);
        var (hessian, eigenvalues) = (new double[16], new double[4]);
        big.Hessian(split, hessian);
        new SymmetricEigenvalues(4).Compute(hessian, eigenvalues);
        for (var i = 0; i < 4; i++)
            Assert.Equal(spectrum[i], eigenvalues[i], 1e-8);
    }

    [Fact] // sqrt(1 + x^2) from 1.2: whole Newton steps go to -x^3 and away, though none lengthens the gradient by a fifth
    public void Newton_steps_that_lengthen_the_gradient_are_halved()
    {
        var end = new ObjectiveSearch(new JetObjective(1, p => (p[0].Squared() + 1).Power(0.5))).Run(ObjectiveSearchMethod.NewtonMinimumResidual, [1.2]);
        Assert.Equal((SearchOutcome.Critical, 1), (end.Outcome, end.Inertia.Positive));
        Assert.Equal(0, end.Position[0], 1e-9);
        Assert.InRange(end.Steps, 1, 12);
    }

    [Fact] // a gradient of 5e-11 is small, but not where the Hessian has nothing to set against it
    public void Gradients_in_the_null_space_are_not_critical() =>
        Assert.Equal(SearchOutcome.SingularHessian, new ObjectiveSearch(new JetObjective(2, p => (0.5 * p[0].Squared()) + (5e-11 * p[1]))).Examine([0, 0]).Outcome);

    [Fact] // flat is meant relative to the largest curvature: a wide parabola is not flat
    public void Wide_parabolas_are_not_flat() =>
        Assert.Equal(SearchOutcome.Stalled, new ObjectiveSearch(new JetObjective(1, p => 5e-9 * p[0].Squared())).Examine([1e5]).Outcome);
}
