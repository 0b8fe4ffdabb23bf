using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.Landscapes.Discrete;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes enumerate ising</c>: all local minima of one sample on the N-cube, and the ground state.</summary>
internal static class EnumerateIsingCommand
{
    // 2^36 states take some minutes; each further spin twice as long.
    private const int LargestSpinCount = 40;

    public static Command Create() => new ModelOptions(
        ("--model", "sk | ising-p-spin | rem | nk"),
        ("--spins", "the number of spins N"),
        ("--p", "ising-p-spin: the order of the interaction"),
        ("--k", "nk: neighbours of each spin"),
        ("--seed", "root seed (0)"),
        ("--threads", "worker threads (all processors)")).Create("ising", "All local minima of one sample on the N-cube, and the ground state.", Answer);

    private static ComputeAnswer Answer(ModelReader read)
    {
        var model = read.Choice("--model", "sk", "ising-p-spin", "rem", "nk");
        string[] own = model switch { "ising-p-spin" => ["--p"], "nk" => ["--k"], _ => [] };
        read.Only($"--model {model}", ["--model", "--spins", "--seed", "--threads", .. own]);
        var spins = read.Integer("--spins", model is "sk" ? 2 : 1, model is "sk" ? LargestSpinCount : EnergyTable.LargestSpinCount);
        var order = model is "ising-p-spin" ? read.Integer("--p", 1, spins) : 0;
        var neighbours = model is "nk" ? read.Integer("--k", 0, spins - 1) : 0;
        var seed = read.Seed("--seed");
        var wanted = (int)(read.Setting("--threads", 0, 1024) ?? 0);
        var threads = wanted == 0 ? Environment.ProcessorCount : wanted;
        read.Parameters["seed"] = seed;
        var stream = new RandomStream(StreamKey.Derive(seed, "enumerate ising", string.Create(CultureInfo.InvariantCulture, $"{model} p={order} k={neighbours} N={spins}")), 0);
        var (census, source) = Enumerate(model, spins, order, neighbours, stream, threads);
        return new ComputeAnswer
        {
            Quantity = "local-minima",
            Parameters = read.Parameters,
            Method = "enumeration",
            Value = new JsonObject
            {
                ["localMinima"] = census.LocalMinima,
                ["groundState"] = census.GroundStatePerSpin,
                ["state"] = new JsonArray([.. Enumerable.Range(0, spins).Select(i => JsonValue.Create(((census.GroundState >> i) & 1) == 0 ? 1 : -1))]),
            },
            Source = source,
        };
    }

    private static (IsingCensus Census, string Source) Enumerate(string model, int spins, int order, int neighbours, RandomStream stream, int threads)
    {
        if (model is "sk")
        {
            var sample = new SherringtonKirkpatrick(spins);
            sample.Draw(stream);
            return (SherringtonKirkpatrickCensus.Enumerate(sample, threads), "H = -(1/sqrt N) sum_(i<j) J_ij s_i s_j; all 2^N states in Gray-code order, exact local fields");
        }

        CheckMemory(spins, model is "nk" ? neighbours + 1 : 0);
        var table = new EnergyTable(spins);
        switch (model)
        {
            case "ising-p-spin":
                table.DrawPSpin(order, stream);
                return (table.Census(threads), "H = -sqrt(p! / (2 N^(p-1))) sum over distinct index sets of J s_i1 ... s_ip; all energies by a Walsh-Hadamard transform, every state against its N neighbours");
            case "rem":
                table.DrawRandomEnergies(stream);
                return (table.Census(threads), "2^N independent normal energies of variance N/2; every state against its N neighbours");
            default:
                table.DrawNk(neighbours, stream);
                return (table.Census(threads), "H = sqrt(1/2) sum_i f_i(s_i, K random others), f_i independent standard normal; every state against its N neighbours");
        }
    }

    private static void CheckMemory(int spins, int tableBits)
    {
        var needed = Math.ScaleB(8, spins) + Math.ScaleB(8, tableBits);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
        {
            throw Options.NotAllowed("--spins", $"{spins}", string.Create(
                CultureInfo.InvariantCulture, $"a system whose 2^N energies fit: {needed / (1L << 30):F1} GiB of {available / (double)(1L << 30):F1} GiB"));
        }
    }
}
