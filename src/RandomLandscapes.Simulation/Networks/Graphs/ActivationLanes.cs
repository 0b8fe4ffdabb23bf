using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;

namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>Activations with their first two derivatives, on eight lanes.</summary>
internal static class ActivationLanes
{
    /// <summary>Overwrites f(z), f'(z), f''(z); the first span may be z itself.</summary>
    public static void Evaluate(Activation activation, ReadOnlySpan<Vector512<double>> z, Span<Vector512<double>> values, Span<Vector512<double>> slopes, Span<Vector512<double>> bends)
    {
        switch (activation)
        {
            case Activation.Tanh:
                for (var i = 0; i < z.Length; i++)
                {
                    var a = LaneFunctions.Tanh(z[i]);
                    values[i] = a;
                    slopes[i] = Vector512.FusedMultiplyAdd(-a, a, Vector512<double>.One);
                    bends[i] = Vector512.Create(-2.0) * a * slopes[i];
                }

                break;
            case Activation.Sigmoid:
                for (var i = 0; i < z.Length; i++)
                {
                    var (s, other) = Sigmoid(z[i]);
                    values[i] = s;
                    slopes[i] = s * other;
                    bends[i] = slopes[i] * (other - s);
                }

                break;
            case Activation.Softplus:
                for (var i = 0; i < z.Length; i++)
                {
                    var (s, other) = Sigmoid(z[i]);
                    values[i] = Softplus(z[i]);
                    slopes[i] = s;
                    bends[i] = s * other;
                }

                break;
            case Activation.Relu:
                for (var i = 0; i < z.Length; i++)
                {
                    slopes[i] = Vector512.GreaterThan(z[i], Vector512<double>.Zero) & Vector512<double>.One;
                    values[i] = z[i] * slopes[i];
                    bends[i] = default;
                }

                break;
            default:
                for (var i = 0; i < z.Length; i++)
                    (values[i], slopes[i], bends[i]) = (z[i], Vector512<double>.One, default);
                break;
        }
    }

    /// <summary>1 / (1 + e^-z), and one minus it without cancellation.</summary>
    public static (Vector512<double> Value, Vector512<double> Other) Sigmoid(Vector512<double> z)
    {
        var e = LaneFunctions.Exp(-Vector512.Abs(z));
        var large = Vector512<double>.One / (Vector512<double>.One + e);
        var small = e * large;
        var positive = Vector512.GreaterThanOrEqual(z, Vector512<double>.Zero);
        return (Vector512.ConditionalSelect(positive, large, small), Vector512.ConditionalSelect(positive, small, large));
    }

    /// <summary>ln(1 + e^z).</summary>
    public static Vector512<double> Softplus(Vector512<double> z)
    {
        var e = LaneFunctions.Exp(-Vector512.Abs(z));
        var u = Vector512<double>.One + e;
        // The logarithm of the rounded u, mended by what rounding took; W. Kahan's form of ln(1 + e).
        var part = u - Vector512<double>.One;
        var log = ElementaryFunctions.Log(u) * (e / Vector512.ConditionalSelect(Vector512.Equals(part, Vector512<double>.Zero), Vector512<double>.One, part));
        return Vector512.Max(z, Vector512<double>.Zero) + Vector512.ConditionalSelect(Vector512.Equals(part, Vector512<double>.Zero), e, log);
    }
}
