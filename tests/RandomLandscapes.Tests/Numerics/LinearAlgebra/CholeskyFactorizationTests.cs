using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public class CholeskyFactorizationTests
{
    [Fact] // every order from 1 to 40: residual of the solution by plain loops
    public void Solutions_solve_the_system()
    {
        const ulong seed = 20_260_121;
        var stream = new RandomStream(new StreamKey(seed));
        for (var n = 1; n <= 40; n++)
        {
            var m = PositiveDefinite(stream, n);
            var solver = new CholeskyFactorization(n);
            var outcome = solver.Factor(m, shift: 0.25);
            Assert.True(outcome.Succeeded && outcome.Pivot > 0, $"seed {seed}, order {n}");
            var right = new double[n];
            stream.FillNormal(right);
            var x = right.ToArray();
            solver.Solve(x);
            for (var i = 0; i < n; i++)
            {
                var sum = 0.25 * x[i];
                for (var j = 0; j < n; j++)
                    sum += m[(i * n) + j] * x[j];
                Assert.Equal(right[i], sum, 1e-10);
            }
        }
    }

    [Fact] // the inertia by eigenvalues decides who is right; the direction's curvature is computed by plain loops
    public void Indefinite_matrices_fail_with_a_direction_of_negative_curvature()
    {
        const ulong seed = 20_260_122;
        var stream = new RandomStream(new StreamKey(seed));
        var failures = 0;
        for (var draw = 0; draw < 60; draw++)
        {
            var n = 2 + (draw % 30);
            var m = PositiveDefinite(stream, n);
            var shift = -stream.NextUniform() * n;
            var shifted = m.ToArray();
            for (var i = 0; i < n; i++)
                shifted[(i * n) + i] += shift;
            var eigenvalues = new double[n];
            new SymmetricEigenvalues(n).Compute(shifted, eigenvalues);
            var solver = new CholeskyFactorization(n);
            var outcome = solver.Factor(m, shift);
            Assert.True(outcome.Succeeded == eigenvalues[0] > 0, $"seed {seed}, draw {draw}");
            if (outcome.Succeeded)
                continue;
            failures++;
            var d = new double[n];
            solver.NegativeCurvature(d);
            var curvature = 0.0;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    curvature += d[i] * shifted[(i * n) + j] * d[j];
            }

            var size = d.Sum(x => x * x) * n;
            Assert.Equal(outcome.Pivot, curvature, 1e-13 * size);
            Assert.True(curvature < 0, $"seed {seed}, draw {draw}: curvature {curvature}");
        }

        Assert.InRange(failures, 10, 59);
    }

    [Fact]
    public void Singular_and_non_finite_matrices_fail_as_data()
    {
        var solver = new CholeskyFactorization(3);
        var singular = solver.Factor([1, 1, 0, 1, 1, 0, 0, 0, 1]);
        Assert.False(singular.Succeeded);
        Assert.Equal(1, singular.FailedRow);
        Assert.Throws<InvalidOperationException>(() => solver.Solve(new double[3]));
        Assert.False(solver.Factor([1, 0, 0, double.NaN, 1, 0, 0, 0, 1]).Succeeded);
        Assert.False(solver.Factor([1, 0, 0, 0, double.PositiveInfinity, 0, 0, 0, 1]).Succeeded);
        Assert.True(solver.Factor([1, 0, 0, 0, 1, 0, 0, 0, 1]).Succeeded);
        Assert.Throws<InvalidOperationException>(() => solver.NegativeCurvature(new double[3]));
        Assert.Throws<ArgumentException>(() => solver.Factor(new double[8]));
        Assert.Throws<ArgumentException>(() => solver.Solve(new double[2]));
    }

    private static double[] PositiveDefinite(RandomStream stream, int n)
    {
        var g = new double[n * n];
        stream.FillNormal(g);
        var m = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    m[(i * n) + j] += g[(i * n) + k] * g[(j * n) + k];
            }
        }

        for (var i = 0; i < n; i++)
            m[(i * n) + i] += 0.1;
        return m;
    }
}
