using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using RandomLandscapes.Cli.Answers;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Simulation.CriticalPoints;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes enumerate p-spin</c>: every critical point of a spherical Hamiltonian, with proof.</summary>
internal static class EnumerateSpinsCommand
{
    private const int LargestSpinCount = 1000;
    private const double BytesPerPath = 300;

    public static Command Create()
    {
        Dictionary<string, Option<string?>> options = new(StringComparer.Ordinal);
        foreach (var (name, description) in new[]
        {
            ("--couplings", "JSON file with p, N and J (N^p numbers a sample)"),
            ("--sample", "which sample of the file (0)"),
            ("--p", "the order of the interaction, 2 to 6, for couplings drawn from the seed"),
            ("--mixture", "p:weight,... of xi(t) = sum weight t^p, p from 1 to 6, for couplings drawn from the seed"),
            ("--spins", "the number of spins N"),
            ("--seed", "root seed (0)"),
            ("--threads", "worker threads (all processors)"),
            ("--points-file", "write the points to this .csv or .npy file"),
            ("--journal", "keep finished paths in this file, and go on from it after an interruption; about 80 bytes a path"),
        })
        {
            options[name] = Options.Text(name, description);
        }

        var points = Options.Flag("--points", "list the points");
        var json = Options.Flag("--json", "print one JSON object");
        var command = new Command("p-spin", "Every critical point of a spherical p-spin or mixture, certified.");
        foreach (var option in options.Values)
            command.Options.Add(option);
        command.Options.Add(points);
        command.Options.Add(json);
        command.SetAction(result =>
        {
            var read = new ModelReader(result, options);
            var file = read.OptionalText("--points-file");
            var journalFile = read.OptionalText("--journal");
            read.Parameters.Clear();
            if (file is not null)
                PointsFile.Check("--points-file", file);
            if (file is not null && journalFile?.Length > 0 && string.Equals(Path.GetFullPath(file), Path.GetFullPath(journalFile), StringComparison.Ordinal))
                throw Options.NotAllowed("--journal", journalFile, "another file than that of --points-file");
            var threads = (int)(read.Setting("--threads", 0, 1024) ?? 0);
            var seed = read.Seed("--seed");
            var hamiltonian = Hamiltonian(read, seed, out var asMixture, out var exponent);
            var key = StreamKey.Derive(seed, "enumerate p-spin", "start");
            using var journal = journalFile is null ? null : CensusJournalFile.Open("--journal", journalFile, hamiltonian, asMixture, key);
            if (journal is { Count: > 0 } or { DroppedBytes: > 0 })
                Console.Error.WriteLine($"going on from {journal.Count} finished blocks of paths in {journalFile}{(journal.DroppedBytes > 0 ? $"; {journal.DroppedBytes} damaged bytes were left out" : "")}");
            using var cancellation = new CancellationTokenSource();
            var signal = ExitCodes.Done;
            using var interrupt = journal is null ? null : PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, ExitCodes.Interrupted));
            using var terminate = journal is null ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, ExitCodes.Terminated));
            CensusResult census;
            try
            {
                census = Census(hamiltonian, asMixture, threads == 0 ? Environment.ProcessorCount : threads, key, journal, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"landscapes: interrupted; finished paths are kept in {journalFile}, and the same command goes on from there.");
                return signal;
            }

            if (exponent != 0)
                census = census with { Points = [.. census.Points.Select(p => p with { EnergyPerSpin = Math.ScaleB(p.EnergyPerSpin, exponent) })] };
            if (file is not null)
                PointsFile.Write("--points-file", file, census.Points);
            var answer = new EnumerationAnswer { Parameters = read.Parameters, Result = census, WithPoints = result.GetValue(points) };
            Console.WriteLine(result.GetValue(json) ? answer.ToJson() : answer.ToTable());
            return ExitCodes.Done;

            void Stop(PosixSignalContext context, int code)
            {
                context.Cancel = true;
                signal = code;
                cancellation.Cancel();
            }
        });
        return command;
    }

    private static CensusResult Census(SphericalHamiltonian hamiltonian, bool asMixture, int threads, StreamKey key, CensusJournalFile? journal, CancellationToken cancellation)
    {
        try
        {
            return new SphericalCensus(hamiltonian.Terms.Select(t => t.Degree), hamiltonian.SpinCount, asMixture, threads).Enumerate(hamiltonian, key, 0, journal, cancellation);
        }
        catch (Exception e) when (journal is not null && (e is IOException || (e as AggregateException)?.InnerException is IOException))
        {
            throw new IOException($"--journal: the file cannot be written: {(e as AggregateException)?.InnerException?.Message ?? e.Message}; what it holds is kept, and the same command goes on from there", e);
        }
    }

    private static SphericalHamiltonian Hamiltonian(ModelReader read, ulong seed, out bool asMixture, out int exponent)
    {
        (asMixture, exponent) = (false, 0);
        if (read.Has("--couplings"))
        {
            read.Only("--couplings", "--couplings", "--sample", "--seed", "--threads", "--points-file", "--journal");
            var path = read.Text("--couplings", "a JSON file");
            var sample = read.OptionalInteger("--sample", 0, int.MaxValue) ?? 0;
            read.Parameters["sample"] = sample;
            var form = CouplingsFile.Read("--couplings", path, sample, out exponent);
            CheckSize("--couplings", path, form.Degree, form.Variables, lines: true);
            var given = new SphericalHamiltonian([form]);
            return given.LeadingScale() > 0 ? given : throw new UsageException($"--couplings: file '{path}' cannot be used: the symmetric part of sample {sample} is zero; expected one that is not.");
        }

        if (read.Has("--mixture"))
        {
            read.Only("--mixture", "--mixture", "--spins", "--seed", "--threads", "--points-file", "--journal");
            var text = read.Text("--mixture", "p:weight,...");
            var terms = Mixture.Parse("--mixture", text).Terms;
            if (terms.Max(t => t.Degree) > SymmetricForm.LargestDegree)
                throw Options.NotAllowed("--mixture", text, $"degrees from 1 to {SymmetricForm.LargestDegree} for an enumeration");
            asMixture = true;
            return Draw(read, terms, seed, lines: false);
        }

        if (!read.Has("--p"))
            throw new UsageException("--couplings, --p and --mixture are missing; expected one of them.");
        read.Only("--p", "--p", "--spins", "--seed", "--threads", "--points-file", "--journal");
        return Draw(read, [(read.Integer("--p", 2, SymmetricForm.LargestDegree), 1.0)], seed, lines: true);
    }

    private static SphericalHamiltonian Draw(ModelReader read, IReadOnlyList<(int Degree, double Weight)> terms, ulong seed, bool lines)
    {
        var spins = read.Integer("--spins", 2, LargestSpinCount);
        CheckSize("--spins", $"{spins}", terms.Max(t => t.Degree), spins, lines);
        read.Parameters["seed"] = seed;
        var name = string.Join(',', terms.OrderBy(t => t.Degree).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Degree}:{t.Weight:R}")));
        return SphericalHamiltonian.Draw(terms, spins, new RandomStream(StreamKey.Derive(seed, "enumerate p-spin", $"{name} N={spins}"), 0));
    }

    private static void CheckSize(string option, string value, int degree, int spins, bool lines)
    {
        var paths = degree == 1 ? 2 : degree == 2 ? spins : (Math.Pow(degree - 1, spins) - 1) / (degree - 2) * (lines ? 1 : 2);
        var bytes = (BytesPerPath * paths) + (8.0 * SymmetricForm.EntryCount(Math.Max(1, degree), spins));
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (paths > SphericalCensus.LargestPathCount || bytes > available)
        {
            throw Options.NotAllowed(option, value, string.Create(
                CultureInfo.InvariantCulture,
                $"a system that fits: {paths:G6} paths are more than {SphericalCensus.LargestPathCount}, or take {bytes / (1L << 30):G3} GiB of {available / (double)(1L << 30):F1} GiB"));
        }
    }
}
