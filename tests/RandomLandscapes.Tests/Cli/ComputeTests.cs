using System.Text.Json;
using RandomLandscapes.Tests.Statistics;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class ComputeTests
{
    [Theory] // quantity, options, path inside value, expected; the numbers are the reference tables'
    [InlineData("index-variance", "--ensemble goe --dimension 50", "", 0.640839567778, 2e-11)]
    [InlineData("index-variance", "--ensemble isotropic-field --dimension 10", "", 2.30560837, 6e-9)]
    [InlineData("index-variance", "--ensemble coin-flip --dimension 8", "", 2, 1e-12)]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 4", "total", 18.790233801, 1e-9)]
    [InlineData("mean-count", "--model p-spin --p 4 --spins 8", "byIndex.3", 104.278583, 5e-7)]
    [InlineData("mean-count", "--model p-spin --p 2 --spins 7", "total", 14, 1e-9)]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 4 --energy-below -1", "byIndex.0", 1.5407, 5e-5)]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 2:0.5,3:0.5 --spins 3", "total", 8.722889, 5e-7)]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 2:0.5,3:0.5 --spins 3", "byIndex.1", 3.361445, 5e-7)]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 1:1 --spins 6", "total", 2, 1e-12)]
    [InlineData("mean-count", "--model confined-field --dimension 10 --mu 0.5", "byIndex.0", 13.3016014477, 1e-9)]
    [InlineData("density", "--model isotropic-field --dimension 3 --covariance squared-exponential", "total", 0.28273942781082, 1e-11)]
    [InlineData("density", "--model isotropic-field --dimension 3 --covariance squared-exponential --length 0.5", "total", 2.26191542248656, 1e-10)]
    [InlineData("density", "--model isotropic-field --dimension 1 --covariance random-wave", "total", 0.318309886183791, 1e-11)]
    [InlineData("heights", "--model isotropic-field --dimension 2", "mean.0", -1.30294003174112, 1e-10)]
    [InlineData("heights", "--model isotropic-field --dimension 3 --kappa 0.5", "variance.1", 0.895751125, 5e-8)]
    [InlineData("index-fraction", "--model isotropic-field --energy -1 --dimension 10", "", 0.188649352338, 1e-11)]
    [InlineData("index-fraction", "--model isotropic-field --energy -1", "", 0.195501, 5e-7)]
    [InlineData("index-fraction", "--model isotropic-field --energy -1e6 --dimension 10", "", 0, 0)]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 1:1,2:1e-14 --spins 5", "total", 2, 0)]
    [InlineData("index-fraction", "--model p-spin --p 3 --energy 0 --spins 6", "", 0.5, 1e-10)]
    [InlineData("index-fraction", "--model p-spin --p 3 --energy -1.7", "", 0, 0)]
    [InlineData("index-fraction", "--model wishart-wigner --phi 0.25 --epsilon 0.1", "", 0.05398048, 5.1e-9)]
    [InlineData("spectral-density", "--model semicircle --at 0", "", 0.318309886183791, 1e-14)]
    [InlineData("spectral-density", "--model marchenko-pastur --phi 0.25 --at 1", "", 0.616404444061, 1e-9)]
    [InlineData("complexity", "--p 3 --energy -1.2", "", 0.16657359, 5.1e-9)]
    [InlineData("complexity", "--p 3 --energy -1.65 --index 0", "", 0.00425389, 5.1e-9)]
    [InlineData("thresholds", "--p 3", "e0", 1.65699836, 5.1e-9)]
    [InlineData("thresholds", "--phi 0.25", "criticalEnergy", 0.0435095264, 5.1e-11)]
    [InlineData("thresholds", "--phi 3", "criticalEnergy", 0, 0)]
    [InlineData("local-minima", "--model sk --spins 12", "mean", 11.549366956, 6e-10)]
    [InlineData("local-minima", "--model ising-p-spin --p 3 --spins 8", "mean", 12.488505188, 6e-10)]
    [InlineData("local-minima", "--model rem --spins 10", "variance", 38.0826446280992, 1e-10)]
    [InlineData("local-minima", "--model nk --spins 10 --k 9", "mean", 93.0909090909091, 1e-10)]
    [InlineData("local-minima", "--model nk --spins 10 --k 0", "mean", 1, 0)]
    public void Answers_meet_the_reference(string quantity, string options, string path, double expected, double tolerance)
    {
        var answer = Answer(quantity, options);
        Assert.Equal(quantity, answer.GetProperty("quantity").GetString());
        Assert.NotEmpty(answer.GetProperty("source").GetString()!);
        Assert.True(answer.GetProperty("method").GetString() is "exact" or "asymptotic");
        var node = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            answer.GetProperty("value"), (value, step) => int.TryParse(step, out var k) ? value[k] : value.GetProperty(step));
        Assert.Equal(expected, node.GetDouble(), tolerance);
    }

    [Fact] // ln P = -2785 is far below doubles: the value is zero and the logarithm carries the number
    public void Positivity_below_the_range_of_doubles_has_a_logarithm()
    {
        var exact = Answer("positivity", "--ensemble goe --dimension 100");
        Assert.Equal(0, exact.GetProperty("value").GetDouble());
        Assert.Equal(-2785.12256786, exact.GetProperty("logValue").GetDouble(), 1e-7);
        var asymptotic = Answer("positivity", "--ensemble goe --dimension 100 --method asymptotic");
        Assert.Equal(exact.GetProperty("logValue").GetDouble(), asymptotic.GetProperty("logValue").GetDouble(), 1e-7);
    }

    [Fact]
    public void Rare_events_come_with_the_error_of_the_logarithm()
    {
        var answer = Answer("positivity", "--ensemble goe --dimension 8 --index-at-most 1 --method rare-event --samples 60000 --seed 4");
        Assert.Equal(
            "quantity,parameters,method,value,logValue,standardError,interval,logStandardError,logInterval,samples,seed,source",
            string.Join(',', answer.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("rare-event", answer.GetProperty("method").GetString());
        Assert.InRange(answer.GetProperty("logStandardError").GetDouble(), 0.001, 0.5);
        Assert.Equal(Math.Exp(answer.GetProperty("logValue").GetDouble()), answer.GetProperty("value").GetDouble(), 1e-12);
    }

    [Theory] // the reference table's fraction of minima at n = 50: its eight digits, ten standard errors, and the 0.39 of the asymptotic form
    [InlineData("exact", 1e-8)]
    [InlineData("rare-event", 0.8)]
    [InlineData("asymptotic", 0.4)]
    public void Fractions_of_minima_have_three_methods(string method, double tolerance)
    {
        var answer = Answer("positivity", $"--ensemble isotropic-field --dimension 50 --method {method} --samples 60000");
        Assert.Equal(method, answer.GetProperty("method").GetString());
        Assert.Equal(Math.Log(8.4477668e-19), answer.GetProperty("logValue").GetDouble(), tolerance);
    }

    [Fact] // where the error is small the normalisation shows: GOE(n) instead of GOE(n + 1) would be 0.13 off. Seed fixed: five standard errors
    public void Rare_events_of_fields_are_normalised()
    {
        var answer = Answer("positivity", "--ensemble isotropic-field --dimension 4 --method rare-event --samples 60000");
        var error = answer.GetProperty("logStandardError").GetDouble();
        Assert.InRange(error, 0, 0.02);
        Assert.InRange((answer.GetProperty("logValue").GetDouble() - Math.Log(0.05988577803)) / error, -5, 5);
    }

    [Theory] // sampled mean counts against the exact ones, where both reach; and beyond
    [InlineData("--model p-spin --p 3 --spins 12")]
    [InlineData("--model mixed-p-spin --mixture 1:0.2,2:0.5,4:0.5 --spins 9")]
    [InlineData("--model mixed-p-spin --mixture 1:1,3:0.3 --spins 9")] // a strong linear term: by determinants
    [InlineData("--model mixed-p-spin --mixture 1:1,2:1e-4 --spins 20")]
    [InlineData("--model mixed-p-spin --mixture 1:1,2:0.5 --spins 2")]
    [InlineData("--model confined-field --dimension 12 --mu 0.4")]
    [InlineData("--model confined-field --dimension 12 --mu 1")]
    [InlineData("--model confined-field --dimension 12 --mu 1.3")]
    [InlineData("--model confined-field --dimension 1 --mu 3")]
    public void Mean_counts_are_sampled_beyond_the_exact_range(string options)
    {
        var exact = Answer("mean-count", options).GetProperty("value");
        var sampled = Answer("mean-count", options + " --method monte-carlo --samples 200000 --seed 5");
        Assert.Equal("monte-carlo", sampled.GetProperty("method").GetString());
        Near(exact.GetProperty("total"), sampled.GetProperty("value").GetProperty("total"), sampled.GetProperty("standardError").GetProperty("total"));
        for (var k = 0; k < exact.GetProperty("byIndex").GetArrayLength(); k++)
        {
            var (value, error) = (sampled.GetProperty("value").GetProperty("byIndex")[k], sampled.GetProperty("standardError").GetProperty("byIndex")[k]);
            var ends = sampled.GetProperty("interval").GetProperty("byIndex")[k];
            // Weights below 400 effective samples have neither error nor interval; what never occurred has only an upper end.
            Assert.Equal(error.ValueKind, ends.ValueKind == JsonValueKind.Null ? JsonValueKind.Null : JsonValueKind.Number);
            if (ends.ValueKind == JsonValueKind.Null)
            {
                Assert.InRange(sampled.GetProperty("effectiveSamples").GetProperty("byIndex")[k].GetDouble(), 1, 399);
                continue;
            }

            Assert.InRange(value.GetDouble(), ends[0].GetDouble(), ends[1].GetDouble());
            if (value.GetDouble() > 0)
                Near(exact.GetProperty("byIndex")[k], value, error);
            else
                Assert.InRange(exact.GetProperty("byIndex")[k].GetDouble(), 0, ends[1].GetDouble());
        }

        // Seed fixed: five standard errors, exceeded with probability 6e-7.
        static void Near(JsonElement expected, JsonElement value, JsonElement error) =>
            Assert.InRange((value.GetDouble() - expected.GetDouble()) / error.GetDouble(), -5, 5);
    }

    [Fact]
    public void Mean_counts_of_two_hundred_spins_have_intervals()
    {
        var answer = Answer("mean-count", "--model p-spin --p 3 --spins 200 --samples 20000");
        Assert.Equal("monte-carlo", answer.GetProperty("method").GetString());
        Assert.Equal(200, answer.GetProperty("interval").GetProperty("byIndex").GetArrayLength());
        // 2^(N/2) times a power of N: the complexity is ln 2 / 2.
        Assert.Equal(0.5 * Math.Log(2), answer.GetProperty("logValue").GetProperty("total").GetDouble() / 200, 0.03);
    }

    [Theory] // far beyond the exact range: one point above the transition, the closed form of the rate below it, two points of a nearly linear mixture
    [InlineData("--model confined-field --dimension 1000 --mu 2", 0, 0.003)]
    [InlineData("--model confined-field --dimension 1000 --mu 0.5", 318.147, 4.3)] // 1000 (ln 2 - 3/8), before the factor 4 sqrt(750 / pi)
    [InlineData("--model mixed-p-spin --mixture 1:1,2:0.1 --spins 1000", 0.6931, 0.02)]
    [InlineData("--model mixed-p-spin --mixture 1:1 --spins 5000", 0.6931, 0.0001)]
    public void Mean_counts_of_a_thousand_dimensions_follow_their_asymptotic_forms(string options, double logTotal, double tolerance) =>
        Assert.Equal(logTotal, Answer("mean-count", options).GetProperty("logValue").GetProperty("total").GetDouble(), tolerance);

    [Theory] // enumerated samples against the exact means and variances; a model without closed form only has samples. Seed fixed: five standard errors
    [InlineData("--model sk --spins 9")]
    [InlineData("--model ising-p-spin --p 3 --spins 8")]
    [InlineData("--model rem --spins 8")]
    [InlineData("--model nk --spins 8 --k 7")]
    public void Local_minima_are_sampled(string options)
    {
        var exact = Answer("local-minima", options).GetProperty("value");
        var sampled = Answer("local-minima", options + " --method monte-carlo --samples 3000 --seed 3");
        foreach (var quantity in exact.EnumerateObject())
        {
            var (value, error) = (sampled.GetProperty("value").GetProperty(quantity.Name).GetDouble(), sampled.GetProperty("standardError").GetProperty(quantity.Name).GetDouble());
            Assert.InRange((value - quantity.Value.GetDouble()) / error, -5, 5);
            Assert.InRange(value, sampled.GetProperty("interval").GetProperty(quantity.Name)[0].GetDouble(), sampled.GetProperty("interval").GetProperty(quantity.Name)[1].GetDouble());
        }
    }

    [Fact]
    public void Landscapes_between_the_closed_forms_are_sampled()
    {
        const string question = "--model nk --spins 9 --k 3";
        var answer = Answer("local-minima", question);
        Assert.Equal("monte-carlo", answer.GetProperty("method").GetString());
        Assert.InRange(answer.GetProperty("value").GetProperty("mean").GetDouble(), 1, 51.2);
        Assert.Equal(answer.ToString(), Answer("local-minima", question + " --threads 1").ToString());
    }

    [Fact]
    public void Weighted_sums_do_not_depend_on_threads()
    {
        const string question = "--model confined-field --dimension 30 --mu 1.2 --method monte-carlo --samples 30000";
        Assert.Equal(Answer("mean-count", question + " --threads 1").GetProperty("value").ToString(), Answer("mean-count", question + " --threads 3").GetProperty("value").ToString());
    }

    [Fact] // P(index <= k) is the sum of the law
    public void At_most_k_is_the_sum_of_the_law()
    {
        var law = Answer("index-law", "--ensemble isotropic-field --dimension 9").GetProperty("value").EnumerateArray().Select(x => x.GetDouble()).ToList();
        Assert.Equal(law.Take(4).Sum(), Answer("positivity", "--ensemble isotropic-field --dimension 9 --index-at-most 3").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(1, Answer("positivity", "--ensemble isotropic-field --dimension 9 --index-at-most 9").GetProperty("value").GetDouble());
    }

    [Fact] // beyond the exact range: 0.7818 from the asymptotic form, which is right to 1e-5 there
    public void Variances_beyond_the_exact_range_are_sampled()
    {
        var answer = Answer("index-variance", "--ensemble goe --dimension 200 --samples 40000 --seed 7");
        Assert.Equal("monte-carlo", answer.GetProperty("method").GetString());
        var error = answer.GetProperty("standardError").GetDouble();
        Assert.InRange(error, 0.001, 0.02);
        var asymptotic = RandomLandscapes.Theory.IndexAsymptotics.GoeIndexVariance(200);
        Assert.InRange((answer.GetProperty("value").GetDouble() - asymptotic) / error, -5, 5);
        Assert.Equal(2, answer.GetProperty("interval").GetArrayLength());
    }

    [Fact] // parameters are named as the options and keep their kinds
    public void Parameters_are_the_options()
    {
        var parameters = Answer("mean-count", "--model p-spin --p 3 --spins 5 --energy-below -1.1").GetProperty("parameters");
        Assert.Equal("model,p,spins,energy-below", string.Join(',', parameters.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(3, parameters.GetProperty("p").GetInt32());
        Assert.Equal(-1.1, parameters.GetProperty("energy-below").GetDouble());
    }

    [Fact] // 100 confined dimensions have more points than doubles below an exponent of 308 would notice: logarithms go along
    public void Logarithms_have_the_shape_of_the_value()
    {
        var answer = Answer("mean-count", "--model confined-field --dimension 12 --mu 1e-9");
        var logs = answer.GetProperty("logValue");
        Assert.Equal(13, logs.GetProperty("byIndex").GetArrayLength());
        Assert.Equal(Math.Log(answer.GetProperty("value").GetProperty("total").GetDouble()), logs.GetProperty("total").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("mean-count", "--spins 3", "--model is missing; expected p-spin | mixed-p-spin | confined-field | torus-field.")]
    [InlineData("mean-count", "--model p-spin --spins 3", "--p is missing; expected an integer from 2 to 1000.")]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 101 --energy-below -1", "--spins: value '101' is not allowed; expected an integer from 2 to 100.")]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 101 --method exact", "--method: value 'exact' is not allowed; expected monte-carlo beyond --spins 100.")]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 1:1,2:0.1 --spins 101 --method exact", "--method: value 'exact' is not allowed; expected monte-carlo beyond --spins 100.")]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 2:1 --spins 3 --method monte-carlo", "--method: value 'monte-carlo' is not allowed; expected exact.")]
    [InlineData("mean-count", "--model confined-field --dimension 1000 --mu 1.001 --samples 1000", "--samples: value '1000' is not allowed; expected more samples: the most frequent index has 18 effective samples, 400 are needed.")]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 4 --mu 1", "--mu: value '1' does not belong to --model p-spin.")]
    [InlineData("mean-count", "--model p-spin --p 3 --spins 4 --energy-below x", "--energy-below: value 'x' is not allowed; expected an energy per spin H/N from -1e6 to 1e6.")]
    [InlineData("mean-count", "--model confined-field --dimension 0 --mu 1", "--dimension: value '0' is not allowed; expected an integer from 1 to 10000.")]
    [InlineData("mean-count", "--model confined-field --dimension 2 --mu 0", "--mu: value '0' is not allowed; expected a number above 0, at most 10.")]
    [InlineData("mean-count", "--model mixed-p-spin --mixture 2:0 --spins 3", "--mixture: value '2:0' is not allowed; expected p:weight,... with different p from 1 to 1000 and weights not negative, not all zero, finite xi'(1) and xi''(1).")]
    [InlineData("mean-count", "--model confined-field --dimension 101 --mu 1 --method exact", "--method: value 'exact' is not allowed; expected monte-carlo beyond --dimension 100.")]
    [InlineData("density", "--model isotropic-field --dimension 2 --covariance matern:2", "--covariance: value 'matern:2' is not allowed; expected squared-exponential | matern:NU with NU > 2 | cauchy:BETA with BETA > 0 | random-wave.")]
    [InlineData("density", "--model isotropic-field --dimension 2 --covariance exponential", "--covariance: value 'exponential' is not allowed; expected squared-exponential | matern:NU with NU > 2 | cauchy:BETA with BETA > 0 | random-wave.")]
    [InlineData("density", "--model isotropic-field --dimension 2 --covariance random-wave --length -1", "--length: value '-1' is not allowed; expected a number from 1e-50 to 1e50.")]
    [InlineData("heights", "--model isotropic-field --dimension 2 --kappa 1.5", "--kappa: value '1.5' is not allowed; expected a number above 0, at most sqrt((n+2)/n) = 1.4142135623730951.")]
    [InlineData("index-fraction", "--model isotropic-field --energy -1 --dimension 4 --kappa 1.2", "--kappa: value '1.2' is not allowed; expected a number above 0, at most 1 at finite dimension.")]
    [InlineData("index-fraction", "--model isotropic-field --energy NaN", "--energy: value 'NaN' is not allowed; expected a number from -1e6 to 1e6.")]
    [InlineData("index-fraction", "--model p-spin --p 2 --energy -1", "--p: value '2' is not allowed; expected an integer from 3 to 1000.")]
    [InlineData("index-fraction", "--model p-spin --p 3 --energy -1 --method exact", "--method: value 'exact' is not allowed; expected asymptotic without --spins.")]
    [InlineData("index-fraction", "--model wishart-wigner --phi 0 --epsilon 1", "--phi: value '0' is not allowed; expected a number from 1e-9 to 1e9.")]
    [InlineData("spectral-density", "--model semicircle --phi 1 --at 0", "--phi: value '1' does not belong to --model semicircle.")]
    [InlineData("spectral-density", "--model marchenko-pastur --phi 1 --at 0", "--at: value '0' is not allowed; expected any other point: at phi = 1 the density is infinite there.")]
    [InlineData("complexity", "--p 2 --energy -1", "--p: value '2' is not allowed; expected an integer from 3 to 1000.")]
    [InlineData("complexity", "--p 3 --energy -1 --index -1", "--index: value '-1' is not allowed; expected an integer from 0 to 1000000.")]
    [InlineData("thresholds", "--json", "--p is missing; expected an integer from 3 to 1000, or --phi.")]
    [InlineData("thresholds", "--p 3 --phi 1", "--p: value '3' does not belong to --phi.")]
    [InlineData("local-minima", "--model ising-p-spin --p 5 --spins 4", "--spins: value '4' is not allowed; expected an integer from 5 to 100000.")]
    [InlineData("index-variance", "--ensemble goe --dimension 200 --samples 50", "--samples: value '50' is not allowed; expected at least 2000 for a variance with its error.")]
    [InlineData("positivity", "--ensemble goe --dimension 301 --method exact", "--method: value 'exact' is not allowed; expected --dimension up to 300, or rare-event.")]
    [InlineData("positivity", "--ensemble goe --dimension 3 --index-at-most 4", "--index-at-most: value '4' is not allowed; expected an integer from 0 to 3.")]
    [InlineData("positivity", "--ensemble goe --dimension 3 --index-at-most 1 --method asymptotic", "--method: value 'asymptotic' is not allowed; expected exact or rare-event beside --index-at-most.")]
    [InlineData("positivity", "--ensemble goe --dimension 3 --method rare-event --samples 5", "--samples: value '5' is not allowed; expected an integer from 51200 to 1000000000000.")]
    [InlineData("positivity", "--ensemble isotropic-field --dimension 400", "--dimension: value '400' is not allowed; expected an integer from 1 to 399.")]
    [InlineData("positivity", "--ensemble isotropic-field --dimension 150 --method exact", "--method: value 'exact' is not allowed; expected --dimension up to 100, or rare-event.")]
    [InlineData("positivity", "--ensemble isotropic-field --dimension 150 --index-at-most 21", "--index-at-most: value '21' is not allowed; expected an integer from 0 to 20 for rare-event.")]
    [InlineData("index-law", "--ensemble isotropic-field --dimension 1000 --samples 100", "--samples: value '100' is not allowed; expected more samples: the most frequent index has 100 effective samples, 400 are needed.")]
    [InlineData("index-law", "--ensemble p-spin --mixture 2:1,3:1e-9 --spins 200", "--method: value 'monte-carlo' is not allowed so near p = 2, where hardly any window tells the indices apart; expected exact.")]
    [InlineData("index-law", "--ensemble random-point --dimension 9 --method pfaffian", "--method: value 'pfaffian' is not allowed; expected exact or monte-carlo; pfaffian is for --ensemble goe up to --dimension 100.")]
    [InlineData("complexity", "--p 3 --energy -1e200", "--energy: value '-1e200' is not allowed; expected an energy per spin H/N from -1e6 to 1e6.")]
    [InlineData("local-minima", "--model nk --spins 10 --k 3 --method exact", "--k: value '3' is not allowed; expected 0 or 9 (K = N - 1): between them no closed form is known, and Monte Carlo reaches --spins 22.")]
    [InlineData("local-minima", "--model nk --spins 30 --k 3", "--k: value '3' is not allowed; expected 0 or 29 (K = N - 1): between them no closed form is known, and Monte Carlo reaches --spins 22.")]
    [InlineData("local-minima", "--model sk --spins 23 --method monte-carlo", "--spins: value '23' is not allowed; expected an integer from 2 to 22.")]
    [InlineData("local-minima", "--model sk --spins 10 --samples 3", "--samples: value '3' does not belong to --model sk.")]
    public void Impossible_questions_are_one_line(string quantity, string options, string message) =>
        Invocation.Refused(message, ["compute", quantity, .. options.Split(' ')]);

    [Fact] // exact, sampled for the same spectrum, and sampled where nothing exact is known (d = 3, neither isotropic nor separable)
    public void Mean_counts_on_the_torus()
    {
        using var exact = JsonDocument.Parse(Invocation.Succeed("compute", "mean-count", "--model", "torus-field", "--spectrum", "1,0:4;0,1:4;1,1:1;1,-1:1", "--json").Output);
        var value = exact.RootElement.GetProperty("value");
        Assert.Equal(8 * Math.PI / (3 * Math.Sqrt(3)), value.GetProperty("total").GetDouble(), 1e-9);
        Assert.Equal(3, value.GetProperty("byIndex").GetArrayLength());
        string[] sampled = ["compute", "mean-count", "--model", "torus-field", "--spectrum", "1,0:4;0,1:4;1,1:1;1,-1:1", "--method", "monte-carlo", "--samples", "40000", "--json"];
        var output = Invocation.Succeed([.. sampled, "--threads", "1"]).Output;
        Assert.Equal(output, Invocation.Succeed([.. sampled, "--threads", "2"]).Output);
        using var monteCarlo = JsonDocument.Parse(output);
        var error = monteCarlo.RootElement.GetProperty("standardError").GetProperty("total").GetDouble();
        Assert.InRange(error / value.GetProperty("total").GetDouble(), 1e-3, 1e-2);
        StatisticalAssert.Normal((monteCarlo.RootElement.GetProperty("value").GetProperty("total").GetDouble() - value.GetProperty("total").GetDouble()) / error, FalseAlarmTable.Standard / 10);
        using var shell = JsonDocument.Parse(Invocation.Succeed("compute", "mean-count", "--model", "torus-field", "--spectrum", "shell:3:1:3", "--samples", "20000", "--json").Output);
        Assert.Equal("monte-carlo", shell.RootElement.GetProperty("method").GetString());
        Invocation.Refused(
            "--method: value 'exact' is not allowed; expected monte-carlo for this spectrum: from d = 3 on only separable spectra and those isotropic to fourth order have an exact form.",
            "compute", "mean-count", "--model", "torus-field", "--spectrum", "shell:3:1:3", "--method", "exact");
        Invocation.Refused(
            "--spectrum: value '1,1:1' is not allowed; expected wave vectors that span all 2 dimensions, these span 1: critical points would not be isolated.",
            "compute", "mean-count", "--model", "torus-field", "--spectrum", "1,1:1");
        Invocation.Refused(
            "--spectrum: value '1,0,0,0,0,0,0,0:1;0,1,0,0,0,0,0,0:1;0,0,1,0,0,0,0,0:1;0,0,0,1,0,0,0,0:1;0,0,0,0,1,0,0,0:1;0,0,0,0,0,1,0,0:1;0,0,0,0,0,0,1,0:1;0,0,0,0,0,0,0,1:1;1,1,0,0,0,0,0,0:1' is not allowed; "
            + "expected at most 7 dimensions where Hessians are sampled: beyond, the rare ones that carry the minima are never drawn.",
            "compute", "mean-count", "--model", "torus-field", "--spectrum",
            "1,0,0,0,0,0,0,0:1;0,1,0,0,0,0,0,0:1;0,0,1,0,0,0,0,0:1;0,0,0,1,0,0,0,0:1;0,0,0,0,1,0,0,0:1;0,0,0,0,0,1,0,0:1;0,0,0,0,0,0,1,0:1;0,0,0,0,0,0,0,1:1;1,1,0,0,0,0,0,0:1");
        // Three hundred matrices are too few for any interval.
        using var few = JsonDocument.Parse(Invocation.Succeed(
            "compute", "mean-count", "--model", "torus-field", "--spectrum", "1,0,0:1;0,1,0:1;0,0,1:1;1,1,1:1", "--samples", "300", "--json").Output);
        Assert.Equal(JsonValueKind.Null, few.RootElement.GetProperty("interval").GetProperty("total").ValueKind);
        Assert.All(few.RootElement.GetProperty("interval").GetProperty("byIndex").EnumerateArray(), e => Assert.Equal(JsonValueKind.Null, e.ValueKind));
    }

    [Fact]
    public void Without_json_there_is_a_table()
    {
        var result = Invocation.Succeed("compute", "mean-count", "--model", "p-spin", "--p", "3", "--spins", "3");
        Assert.StartsWith("mean-count (model p-spin, p 3, spins 3), exact\n       total  10.5523597", result.Output, StringComparison.Ordinal);
        Assert.Contains("source: Auffinger", result.Output, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    private static JsonElement Answer(string quantity, string options)
    {
        var result = Invocation.Succeed(["compute", quantity, "--json", .. options.Split(' ')]);
        Assert.Equal("", result.Error);
        Assert.Equal(result.Output.Length - 1, result.Output.IndexOf('\n', StringComparison.Ordinal));
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
