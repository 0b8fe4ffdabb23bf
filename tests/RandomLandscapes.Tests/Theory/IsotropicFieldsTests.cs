using RandomLandscapes.Theory;

namespace RandomLandscapes.Tests.Theory;

public sealed class IsotropicFieldsTests
{
    [Theory] // density of all critical points for exp(-r^2/2), the reference table
    [InlineData(1, 0.55132889542179)]
    [InlineData(2, 0.36755259694786)]
    [InlineData(3, 0.28273942781082)]
    [InlineData(4, 0.24374088604381)]
    [InlineData(6, 0.23685017202984)]
    [InlineData(10, 0.4873007872895)]
    public void Density_of_the_squared_exponential(int dimension, double expected) =>
        Assert.Equal(1, new IsotropicFields(dimension).Density(IsotropicCovariance.SquaredExponential(1)).Total / expected, 1e-10);

    [Fact]
    public void Density_scales_with_the_length()
    {
        var fields = new IsotropicFields(3);
        var one = fields.Density(IsotropicCovariance.Matern(3.5, 1));
        var two = fields.Density(IsotropicCovariance.Matern(3.5, 2));
        Assert.Equal(8, one.Total / two.Total, 1e-10);
        Assert.Equal(one.ByIndex[1] / one.Total, fields.IndexFractions().Probabilities[1], 1e-12);
    }

    [Theory] // Rice 1944 on the line: (1/pi) sqrt(Var f'' / Var f') = (1/pi) sqrt(12 rho'' / (-2 rho'))
    [InlineData("cauchy")]
    [InlineData("matern")]
    [InlineData("wave")]
    public void In_one_dimension_it_is_the_formula_of_Rice(string name)
    {
        var covariance = Named(name, 1);
        var expected = Math.Sqrt(12 * covariance.SecondDerivative / (-2 * covariance.FirstDerivative)) / Math.PI;
        Assert.Equal(expected, new IsotropicFields(1).Density(covariance).Total, 1e-11);
    }

    [Theory] // derivatives in r^2 against differences of the covariance itself
    [InlineData("cauchy", 3)]
    [InlineData("matern", 3)]
    [InlineData("wave", 3)]
    [InlineData("se", 3)]
    public void Derivatives_belong_to_the_covariance(string name, int dimension)
    {
        var covariance = Named(name, dimension);
        double Rho(double t) => name switch
        {
            "cauchy" => Math.Pow(1 + (t / 4), -1.5),
            // Matern 5/2: (1 + z + z^2/3) e^-z, z = sqrt 5 r / l
            "matern" => (1 + Z(t) + (Z(t) * Z(t) / 3)) * Math.Exp(-Z(t)),
            "wave" => t == 0 ? 1 : Math.Sin(Math.Sqrt(t) / 2) / (Math.Sqrt(t) / 2), // n = 3
            _ => Math.Exp(-t / 8),
        };
        static double Z(double t) => Math.Sqrt(5 * t) / 2;
        // Richardson in steps of t: one-sided, because t = r^2 >= 0. Matern 5/2 has a term t^(5/2), hence the small step.
        const double h = 1e-4;
        var first = ((-3 * Rho(0)) + (4 * Rho(h)) - Rho(2 * h)) / (2 * h);
        Assert.Equal(covariance.FirstDerivative, first, 1e-5);
        const double g = 2e-3;
        var second = (Rho(0) - (2 * Rho(g)) + Rho(2 * g)) / (g * g);
        Assert.Equal(1, second / covariance.SecondDerivative, name == "matern" ? 0.15 : 0.01);
        Assert.True(covariance.Kappa <= Math.Sqrt((dimension + 2.0) / dimension) + 1e-12);
    }

    [Theory] // heights at kappa = 1: closed forms of n = 1, 2 and the table of n = 3
    [InlineData(1, 0, -0.72360125455826765, 1e-10)] // -sqrt(pi/6)
    [InlineData(2, 0, -1.3029400317411199, 1e-10)] // -4/sqrt(3 pi)
    [InlineData(2, 1, 0, 1e-10)]
    [InlineData(3, 0, -1.8004267, 5e-8)]
    [InlineData(3, 1, -0.5893231, 5e-8)]
    public void Mean_heights(int dimension, int index, double expected, double tolerance) =>
        Assert.Equal(expected, new IsotropicFields(dimension).Heights().Means[index], tolerance);

    [Theory]
    [InlineData(2, 0, 0.70106475, 5e-9)]
    [InlineData(2, 1, 0.66666667, 5e-9)]
    [InlineData(3, 0, 0.6281577, 5e-8)]
    [InlineData(3, 1, 0.5830045, 5e-8)]
    public void Variances_of_heights(int dimension, int index, double expected, double tolerance) =>
        Assert.Equal(expected, new IsotropicFields(dimension).Heights().Variances[index], tolerance);

    [Fact] // the random wave of the plane, checked by hand in the reference: sqrt 2 times the value at kappa = 1
    public void Heights_of_a_random_wave() =>
        Assert.Equal(-1.84264, new IsotropicFields(2).Heights(Math.Sqrt(2)).Means[0], 5e-6);

    [Theory] // the |det|-weighted Pfaffian of the reference
    [InlineData(10, -0.5, 0.338823354175)]
    [InlineData(10, -1, 0.188649352338)]
    [InlineData(20, -1, 0.191710681868)]
    public void Index_fraction_at_energy(int dimension, double energy, double expected) =>
        Assert.Equal(expected, new IsotropicFields(dimension).IndexFractionAtEnergy(energy), 1e-11);

    [Fact] // averaged over its law, the fraction at kappa < 1 is still one half at height zero, and falls below with the height
    public void Index_fraction_away_from_kappa_one()
    {
        var fields = new IsotropicFields(6);
        Assert.Equal(0.5, fields.IndexFractionAtEnergy(0, 0.6), 1e-10);
        Assert.Equal(1, fields.IndexFractionAtEnergy(0.7, 0.6) + fields.IndexFractionAtEnergy(-0.7, 0.6), 1e-10);
        Assert.True(fields.IndexFractionAtEnergy(-1, 0.6) > fields.IndexFractionAtEnergy(-1));
        Assert.Equal(fields.IndexFractionAtEnergy(-1), fields.IndexFractionAtEnergy(-1, 1 - 1e-9), 1e-7);
    }

    [Theory]
    [InlineData(-0.5, 0.342519)]
    [InlineData(-1, 0.195501)]
    [InlineData(-2, 0)]
    [InlineData(-3, 0)]
    [InlineData(3, 1)]
    public void Limiting_index_fraction(double energy, double expected) => Assert.Equal(expected, IsotropicFields.LimitingIndexFraction(energy), 5e-7);

    [Fact]
    public void Impossible_kappas_are_refused()
    {
        var fields = new IsotropicFields(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => fields.Heights(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => fields.Heights(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => fields.IndexFractionAtEnergy(0, 1.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotropicCovariance.Matern(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotropicCovariance.SquaredExponential(0));
    }

    [Theory] // bins of 1/50, each taken at its middle: mean and variance of the law are those of Heights, Sheppard's correction aside; kappa = 1 is continued
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 0.999999)]
    [InlineData(3, 0.6)]
    [InlineData(10, 1)]
    public void Laws_of_heights_have_the_moments_of_heights(int dimension, double kappa)
    {
        const double width = 0.02;
        var fields = new IsotropicFields(dimension);
        double[] edges = [.. Enumerable.Range(-400, 801).Select(i => width * i)];
        var laws = fields.HeightProbabilities(kappa, edges);
        var (means, variances) = fields.Heights(kappa);
        for (var k = 0; k <= dimension; k++)
        {
            Assert.Equal(1, laws[k].Sum(), 1e-9);
            var middles = laws[k].Select((p, i) => (Probability: p, Middle: (width * (i - 400)) - (0.5 * width))).ToList();
            var mean = middles.Sum(b => b.Probability * b.Middle);
            Assert.Equal(means[k], mean, 1e-6);
            Assert.Equal(variances[k], middles.Sum(b => b.Probability * (b.Middle - mean) * (b.Middle - mean)) - (width * width / 12), 1e-5);
        }
    }

    [Theory] // minima alone, by the faster table
    [InlineData(2, 1)]
    [InlineData(7, 0.8)]
    public void Minima_alone_have_the_heights_of_minima(int dimension, double kappa)
    {
        var fields = new IsotropicFields(dimension);
        var (mean, variance, distribution) = IsotropicFields.HeightsOfMinima(dimension, kappa, [-3, -1]);
        Assert.Equal(fields.Heights(kappa).Means[0], mean, 1e-9);
        Assert.Equal(fields.Heights(kappa).Variances[0], variance, 1e-9);
        var law = fields.HeightProbabilities(kappa, [-3, -1])[0];
        Assert.Equal(law[0], distribution[0], 1e-6);
        Assert.Equal(law[0] + law[1], distribution[1], 1e-6);
    }

    [Fact] // n = 1, exp(-r^2/2): given f = u, f'' is normal with mean -u and variance 2, so maxima have the density phi(u) E max(0, -f'') over its integral
    public void The_law_of_maxima_on_the_line()
    {
        static double Density(double u) => Math.Exp(-0.5 * u * u) * ((u * Normal(u / Math.Sqrt(2))) + (Math.Sqrt(2) * Math.Exp(-0.25 * u * u) / Math.Sqrt(2 * Math.PI)));
        static double Normal(double x) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-x / Math.Sqrt(2));
        const int steps = 20_000;
        double total = 0, below = 0;
        for (var i = 0; i < steps; i++)
        {
            var u = -10 + (20 * (i + 0.5) / steps);
            total += Density(u);
            below += u < 0.5 ? Density(u) : 0;
        }

        var law = new IsotropicFields(1).HeightProbabilities(1, [0.5])[1];
        Assert.Equal(below / total, law[0], 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new IsotropicFields(1).HeightProbabilities(1.1, [0]));
    }

    private static IsotropicCovariance Named(string name, int dimension) => name switch
    {
        "cauchy" => IsotropicCovariance.Cauchy(1.5, 2),
        "matern" => IsotropicCovariance.Matern(2.5, 2),
        "wave" => IsotropicCovariance.RandomWave(dimension, 2),
        _ => IsotropicCovariance.SquaredExponential(2),
    };
}
