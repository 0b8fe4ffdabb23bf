using System.Globalization;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Arithmetic;

public sealed class ElementaryFunctionsTests
{
    [Fact]
    public void Values_agree_with_reference_digits()
    {
        var checkedRows = 0;
        foreach (var row in ReferenceFile.Rows("special-functions.csv"))
        {
            var x = double.Parse(row[1], CultureInfo.InvariantCulture);
            var expected = double.Parse(row[2], CultureInfo.InvariantCulture);
            double? actual = row[0] switch
            {
                "log" => ElementaryFunctions.Log(x),
                "exp" => ElementaryFunctions.Exp(x),
                "tanh" => ElementaryFunctions.Tanh(x),
                "sin2pi" => Turns(x).Sin,
                "cos2pi" => Turns(x).Cos,
                _ => null,
            };
            if (actual is not { } value)
                continue;
            checkedRows++;
            // Two units in the last place; four for tanh, which divides. Near the zeros of sine and cosine the reduced argument
            // 2 pi r is rounded, so the error is relative to it.
            var tolerance = (row[0] == "tanh" ? 4 : 2) * Math.BitIncrement(Math.Abs(expected)) * 1.12e-16;
            Assert.True(Math.Abs(value - expected) <= tolerance + 1e-320, $"{row[0]}({x:R}) = {value:R}, expected {expected:R}");
        }

        Assert.Equal(56, checkedRows);

        static (double Sin, double Cos) Turns(double u)
        {
            ElementaryFunctions.SinCosOfTurns(u, out var sin, out var cos);
            return (sin, cos);
        }
    }

    [Fact] // against the runtime's functions, which share nothing with ours
    public void Random_arguments_agree_with_the_runtime()
    {
        var stream = TestSeed.Stream("elementary");
        for (var i = 0; i < 100_000; i++)
        {
            var x = (stream.NextUniform() - 0.5) * 1400;
            Close(Math.Exp(x), ElementaryFunctions.Exp(x), 4e-16, x);
            Close(Math.Log(Math.Abs(x)), ElementaryFunctions.Log(Math.Abs(x)), 4e-16, x);
            var small = x / 100;
            Close(Math.Tanh(small), ElementaryFunctions.Tanh(small), 8e-16, small);
            var turns = stream.NextUniform();
            ElementaryFunctions.SinCosOfTurns(turns, out var sin, out var cos);
            // One unit in the last place each gives 2 sqrt 2 times 1.1e-16, the three roundings here up to 2.8e-16 more.
            Assert.InRange(Math.Abs((sin * sin) + (cos * cos) - 1), 0, 6e-16);
            Assert.InRange(Math.Abs(sin - Math.Sin(2 * Math.PI * turns)), 0, 1e-15);
        }

        static void Close(double expected, double actual, double relative, double x) =>
            Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"at {x:R}: {actual:R}, expected {expected:R}");
    }

    [Fact]
    public void Logarithms_of_lanes_have_the_bits_of_single_ones()
    {
        var stream = TestSeed.Stream("log lanes");
        for (var i = 0; i < 20_000; i++)
        {
            // Any positive normal number, and numbers near one.
            var far = BitConverter.Int64BitsToDouble(stream.NextInt32(2046) + 1L << 52 | (long)(stream.NextUInt64() >> 12));
            var near = 1 + ((stream.NextUniform() - 0.5) * Math.ScaleB(1, -stream.NextInt32(50)));
            var lanes = ElementaryFunctions.Log(Vector512.Create(far, near, 1, 2, double.MaxValue, 2.2250738585072014e-308, 1.4142135623730951, 1.4142135623730954));
            for (var lane = 0; lane < 8; lane++)
            {
                var x = lane switch { 0 => far, 1 => near, 2 => 1, 3 => 2, 4 => double.MaxValue, 5 => 2.2250738585072014e-308, 6 => 1.4142135623730951, _ => 1.4142135623730954 };
                Assert.Equal(ElementaryFunctions.Log(x), lanes[lane]);
            }
        }
    }

    [Fact]
    public void Edges_of_the_domains()
    {
        Assert.Equal(double.NegativeInfinity, ElementaryFunctions.Log(0));
        Assert.True(double.IsNaN(ElementaryFunctions.Log(-1)));
        Assert.True(double.IsNaN(ElementaryFunctions.Log(double.NaN)));
        Assert.Equal(double.PositiveInfinity, ElementaryFunctions.Log(double.PositiveInfinity));
        Assert.Equal(Math.Log(double.Epsilon), ElementaryFunctions.Log(double.Epsilon), 1e-12);
        Assert.Equal(double.PositiveInfinity, ElementaryFunctions.Exp(710));
        Assert.Equal(0, ElementaryFunctions.Exp(-746));
        Assert.Equal(1, ElementaryFunctions.Exp(0));
        Assert.Equal(1, ElementaryFunctions.Tanh(50));
        Assert.Equal(-1, ElementaryFunctions.Tanh(double.NegativeInfinity));
        Assert.Equal(0, ElementaryFunctions.Tanh(0));
    }
}
