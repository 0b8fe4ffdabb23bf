using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Numerics.Statistics;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Traces of an operator known by its products, estimated from random signs.</summary>
/// <remarks>
/// For v of independent random signs E v^T A v = tr A with the variance 2 sum over i != j of A[i,j]^2, none for a diagonal A; and E |A v|^2 = tr A^2. The
/// standard error is that of the spread over the k vectors.
/// Source: M. F. Hutchinson, Commun. Stat. Simul. Comput. 18 (1989) 1059.
/// </remarks>
/// <param name="Trace">tr A.</param>
/// <param name="TraceOfSquare">tr A^2, from the same products; the two are not independent.</param>
public readonly record struct TraceEstimate(Estimate Trace, Estimate TraceOfSquare)
{
    /// <summary>Estimates both.</summary>
    /// <param name="apply">The operator.</param>
    /// <param name="order">n, at least 1.</param>
    /// <param name="probes">k, at least 2.</param>
    /// <param name="stream">The stream of the signs; advanced by k n / 64 words, rounded up for each vector.</param>
    /// <returns>NaN where a product was not finite.</returns>
    public static TraceEstimate Compute(SymmetricOperator apply, int order, int probes, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 2);
        var (vector, product) = (new double[order], new double[order]);
        var (traces, squares) = (new double[probes], new double[probes]);
        for (var probe = 0; probe < probes; probe++)
        {
            ulong word = 0;
            for (var i = 0; i < order; i++)
            {
                if (i % 64 == 0)
                    word = stream.NextUInt64();
                vector[i] = (word & 1) == 0 ? -1 : 1;
                word >>= 1;
            }

            apply(vector, product);
            traces[probe] = VectorOperations.Dot(vector, product);
            squares[probe] = VectorOperations.Dot(product, product);
        }

        return new TraceEstimate(Mean(traces), Mean(squares));
    }

    // Centred before squaring: the spread may be a small part of the mean.
    private static Estimate Mean(double[] values)
    {
        var mean = values.Average();
        return new Estimate(mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1.0) / values.Length), values.Length - 1);
    }
}
