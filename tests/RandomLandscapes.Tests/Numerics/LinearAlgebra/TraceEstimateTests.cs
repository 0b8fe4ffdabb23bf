using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.LinearAlgebra;

public sealed class TraceEstimateTests
{
    [Fact] // 400 signs on a random matrix of order 60; the smallest defect seen is a tenth of the deviation of one sign vector
    public void Traces_and_their_errors_are_right()
    {
        const int n = 60;
        var stream = TestSeed.Stream("trace-estimate");
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * n) + j] = matrix[(j * n) + i] = stream.NextNormal();
        }

        var estimate = TraceEstimate.Compute(
            (vector, product) =>
            {
                for (var i = 0; i < n; i++)
                    product[i] = VectorOperations.Dot(matrix.AsSpan(i * n, n), vector);
            },
            n,
            400,
            stream);
        var diagonal = Enumerable.Range(0, n).Select(i => matrix[(i * n) + i]).ToArray();
        var square = matrix.Sum(x => x * x);
        StatisticalAssert.Student(estimate.Trace, diagonal.Sum(), 1e-7);
        StatisticalAssert.Student(estimate.TraceOfSquare, square, 1e-7);
        // The known variance: 2 sum over i != j of A[i,j]^2; 400 values give its root to 3.5 %.
        Assert.InRange(estimate.Trace.StandardError / Math.Sqrt(2 * (square - diagonal.Sum(x => x * x)) / 400), 0.75, 1.3);
    }

    [Fact] // signs see the diagonal exactly
    public void Diagonal_matrices_have_no_error()
    {
        var estimate = TraceEstimate.Compute(LanczosIterationTests.Diagonal([1, -2, 4.5]), 3, 7, TestSeed.Stream("trace-estimate diagonal"));
        Assert.Equal((3.5, 0.0, 6), (estimate.Trace.Value, estimate.Trace.StandardError, estimate.Trace.DegreesOfFreedom));
        Assert.Equal(25.25, estimate.TraceOfSquare.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceEstimate.Compute((_, _) => { }, 3, 1, TestSeed.Stream("trace-estimate one")));
    }

    [Fact] // from the very products: mean and standard error of three numbers, n - 1 in the variance
    public void Standard_errors_are_those_of_a_mean()
    {
        var (traces, squares) = (new List<double>(), new List<double>());
        var estimate = TraceEstimate.Compute(
            (vector, product) =>
            {
                (product[0], product[1]) = (vector[0] + (2 * vector[1]), (2 * vector[0]) + (3 * vector[1]) + traces.Count);
                traces.Add(VectorOperations.Dot(vector, product));
                squares.Add(VectorOperations.Dot(product, product));
            },
            2,
            3,
            TestSeed.Stream("trace-estimate error"));
        foreach (var (values, mean) in new[] { (traces, estimate.Trace), (squares, estimate.TraceOfSquare) })
        {
            var average = values.Sum() / 3;
            Assert.Equal(average, mean.Value, 1e-12);
            Assert.Equal(Math.Sqrt(values.Sum(x => (x - average) * (x - average)) / 2 / 3), mean.StandardError, 1e-12);
        }
    }
}
