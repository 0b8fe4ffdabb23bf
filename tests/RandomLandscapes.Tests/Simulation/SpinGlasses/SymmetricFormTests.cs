using RandomLandscapes.Simulation.Landscapes.SpinGlasses;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Simulation.SpinGlasses;

public sealed class SymmetricFormTests
{
    [Theory] // every degree: the polynomial of couplings that are not symmetric, term by term
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(6, 2)]
    public void Forms_have_the_values_of_their_couplings(int degree, int variables)
    {
        var stream = TestSeed.Stream($"form {degree} {variables}");
        var couplings = new double[(int)Math.Pow(variables, degree)];
        stream.FillNormal(couplings);
        var x = new double[variables];
        stream.FillNormal(x);
        var form = new SymmetricForm(degree, variables);
        form.SetCouplings(couplings);
        Assert.Equal(SymmetricForm.EntryCount(degree, variables), form.Entries.Length);
        var expected = 0.0;
        for (var position = 0; position < couplings.Length; position++)
        {
            var (product, rest) = (couplings[position], position);
            for (var j = 0; j < degree; j++, rest /= variables)
                product *= x[rest % variables];
            expected += product;
        }

        if (variables > 1)
            Assert.Equal(expected, new SphericalHamiltonian([form]).Value(x), 1e-12);

        // Contracting q times gives the value too, and the (q-1)-fold contraction is the gradient over q.
        var contracted = form;
        for (var q = degree; q > 1; q--)
        {
            var next = new SymmetricForm(q - 1, variables);
            contracted.Contract(x, next);
            contracted = next;
        }

        Assert.Equal(expected, contracted.Entries.ToArray().Zip(x, (c, y) => c * y).Sum(), 1e-12);
    }

    [Theory] // rows longer and shorter than a vector, every degree
    [InlineData(2, 40)]
    [InlineData(3, 19)]
    [InlineData(4, 12)]
    [InlineData(5, 9)]
    [InlineData(6, 7)]
    public void Contraction_is_the_plain_one(int degree, int variables)
    {
        var stream = TestSeed.Stream($"contraction {degree} {variables}");
        var form = new SymmetricForm(degree, variables);
        form.Draw(stream);
        var x = new double[variables];
        stream.FillNormal(x);
        var contracted = new SymmetricForm(degree - 1, variables);
        contracted.Draw(stream); // whatever it held before
        form.Contract(x, contracted);
        var expected = PlainContraction.Contract(degree, variables, form.Entries, x);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], contracted.Entries[i], 1e-13 * variables);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    public void Tuples_come_in_the_order_of_their_offsets(int degree, int variables)
    {
        var offset = 0;
        foreach (var indices in SymmetricForm.Tuples(degree, variables))
            Assert.Equal(offset++, SymmetricForm.Offset(indices));
        Assert.Equal(SymmetricForm.EntryCount(degree, variables), offset);
        Assert.Equal(6, SymmetricForm.Orders([2, 1, 0]));
        Assert.Equal(3, SymmetricForm.Orders([2, 2, 0]));
        Assert.Equal(4, SymmetricForm.Orders([2, 1, 1, 1]));
        Assert.Equal(30, SymmetricForm.Orders([3, 1, 1, 1, 0, 0]) / 2);
    }

    [Fact] // six orders of (0, 1, 2) whose sum is 1, at three scales, of which a sum in two parts holds two
    public void Sums_that_cancel_twice_are_exact()
    {
        var form = new SymmetricForm(3, 3);
        var couplings = new double[27];
        (couplings[5], couplings[7], couplings[11], couplings[15], couplings[19], couplings[21]) = (1e34, 1, 1e17, -1e34, -1e17, 0);
        form.SetCouplings(couplings);
        Assert.Equal(1.0 / 6, form.Entries[SymmetricForm.Offset([2, 1, 0])]);
    }

    [Fact] // f is a Gaussian field of covariance xi(x.y): over draws, Var f(x) = 1 on the unit sphere for a pure form
    public void Drawn_forms_have_the_variance_of_their_couplings()
    {
        double[] x = [0.6, 0, 0.8];
        const int samples = 4000;
        var sum = 0.0;
        for (var s = 0; s < samples; s++)
        {
            var form = new SymmetricForm(3, 3);
            form.Draw(TestSeed.Stream("variance", (ulong)s));
            var value = new SphericalHamiltonian([form]).Value(x);
            sum += value * value;
        }

        StatisticalAssert.ChiSquared(sum, samples, FalseAlarmTable.Standard);
        StatisticalAssert.Rejects(() => StatisticalAssert.ChiSquared(1.25 * sum, samples, FalseAlarmTable.Standard));
    }

    [Fact]
    public void Mistaken_requests_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricForm(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricForm(7, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricForm(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SymmetricForm(6, 5000));
        var form = new SymmetricForm(3, 2);
        Assert.Contains("Expected 8 couplings, was 7", Assert.Throws<ArgumentException>(() => form.SetCouplings(new double[7])).Message, StringComparison.Ordinal);
        Assert.Contains("position 3", Assert.Throws<ArgumentException>(() => form.SetCouplings([1, 1, 1, double.NaN, 1, 1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => form.Contract(new double[3], new SymmetricForm(2, 2)));
        Assert.Throws<ArgumentException>(() => form.Contract(new double[2], new SymmetricForm(2, 3)));
        Assert.Throws<ArgumentException>(() => new SphericalHamiltonian([]));
        Assert.Throws<ArgumentException>(() => new SphericalHamiltonian([form, new SymmetricForm(3, 2)]));
        Assert.Throws<ArgumentException>(() => new SphericalHamiltonian([form, new SymmetricForm(2, 3)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SphericalHamiltonian.Draw([(2, -1)], 3, TestSeed.Stream("negative")));
    }
}
