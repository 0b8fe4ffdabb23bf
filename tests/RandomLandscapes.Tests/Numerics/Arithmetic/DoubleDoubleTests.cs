using System.Globalization;
using System.Numerics;
using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Numerics.Arithmetic;

public sealed class DoubleDoubleTests
{
    [Theory]
    [InlineData("exp", 1e-29)]
    [InlineData("erfc", 1e-28)]
    [InlineData("sqrt", 1e-30)]
    [InlineData("sin2pi", 1e-29)]
    [InlineData("cos2pi", 1e-29)]
    public void Functions_agree_with_reference_digits(string function, double relative)
    {
        var rows = ReferenceFile.Rows("special-functions.csv").Where(r => r[0] == function).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var x = Number(row[1]);
            // RootOfUnity takes a fraction; only those angles of the file are one exactly that are multiples of 1/32.
            if (function is "sin2pi" or "cos2pi" && (x * 32) % 1 != 0)
                continue;
            var actual = function switch
            {
                "exp" => DoubleDouble.Exp(x),
                "erfc" => DoubleDouble.Erfc(x),
                "sqrt" => DoubleDouble.Sqrt(x),
                "sin2pi" => DoubleDouble.RootOfUnity((int)(x * 32), 32).Sin,
                _ => DoubleDouble.RootOfUnity((int)(x * 32), 32).Cos,
            };
            var expected = new DoubleDouble(Number(row[2]), Number(row[3]));
            var error = ((actual - expected) / (expected.High == 0 ? DoubleDouble.One : expected)).High;
            Assert.True(Math.Abs(error) <= relative, $"{function}({x:R}): relative error {error:E2}");
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact] // exact integers of 100 bits: every operation against BigInteger
    public void Arithmetic_agrees_with_big_integers()
    {
        var stream = TestSeed.Stream("double-double");
        for (var i = 0; i < 2000; i++)
        {
            var (a, exactA) = Draw();
            var (b, exactB) = Draw();
            Close(a + b, exactA + exactB);
            Close(a - b, exactA - exactB);
            Close(a * b, exactA * exactB);
            Close((a * b) / b, exactA);
        }

        (DoubleDouble Value, BigInteger Exact) Draw()
        {
            double high = Math.ScaleB((double)(long)(stream.NextUInt64() >> 11), 50);
            double low = (long)(stream.NextUInt64() >> 15);
            var sign = stream.NextInt32(2) == 0 ? 1 : -1;
            var value = ((DoubleDouble)high + low) * sign;
            return (value, (new BigInteger(high) + new BigInteger(low)) * sign);
        }

        static void Close(DoubleDouble actual, BigInteger expected)
        {
            var difference = new BigInteger(actual.High) + new BigInteger(actual.Low) - expected;
            Assert.True(Math.Abs((double)difference) <= 1e-30 * Math.Abs((double)expected) + 1, $"{actual} against {expected}");
        }
    }
}
