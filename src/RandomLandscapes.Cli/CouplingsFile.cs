using System.Text.Json;
using RandomLandscapes.Simulation.Landscapes.SpinGlasses;

namespace RandomLandscapes.Cli;

/// <summary>Reads couplings of pure p-spins: an object with p, N and J, one array of N^p numbers for each sample, row-major.</summary>
internal static class CouplingsFile
{
    private const int LargestExponent = 200;
    private const int Room = 20;

    /// <summary>Reads one sample.</summary>
    /// <param name="option">The option that named the file, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="sample">Which sample.</param>
    /// <param name="exponent">The couplings are those of the form times two to this power; not zero where they are so large or small that their squares leave the range.</param>
    /// <exception cref="UsageException">The file, the sample or a number cannot be used.</exception>
    public static SymmetricForm Read(string option, string path, int sample, out int exponent)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var degree = Integer(root, "p", 2, SymmetricForm.LargestDegree);
            var spins = Integer(root, "N", 2, 1000);
            if (!root.TryGetProperty("J", out var samples) || samples.ValueKind != JsonValueKind.Array)
                throw new FormatException("it has no array J");
            var count = samples.GetArrayLength();
            if (count == 0)
                throw new FormatException("J has no sample");
            if (sample >= count)
                throw new UsageException($"--sample: value '{sample}' is not allowed; expected an integer from 0 to {count - 1}, the samples of '{path}'.");
            var numbers = samples[sample];
            var length = Math.Pow(spins, degree);
            if (numbers.ValueKind != JsonValueKind.Array || numbers.GetArrayLength() != length)
                throw new FormatException($"sample {sample} has {(numbers.ValueKind == JsonValueKind.Array ? numbers.GetArrayLength() : 0)} couplings, N^p = {length} are needed");
            var couplings = new double[(int)length];
            var position = 0;
            foreach (var number in numbers.EnumerateArray())
            {
                if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var value) || !double.IsFinite(value))
                    throw new FormatException($"coupling {position} of sample {sample} is {Shorten(number.GetRawText())}, not a finite number");
                couplings[position++] = value;
            }

            // Room for sums of couplings near the end of the range; then the symmetric part itself goes where its squares are numbers.
            exponent = couplings.Max(Math.Abs) > Math.ScaleB(1, 1000) ? Room : 0;
            for (var i = 0; i < couplings.Length && exponent != 0; i++)
                couplings[i] = Math.ScaleB(couplings[i], -exponent);
            var form = new SymmetricForm(degree, spins);
            form.SetCouplings(couplings);
            var largest = form.Entries.ToArray().Max(Math.Abs);
            if (largest > 0 && Math.Abs(Math.ILogB(largest)) > LargestExponent)
            {
                exponent += Math.ILogB(largest);
                form.Scale(Math.ScaleB(1, -Math.ILogB(largest) / 2));
                form.Scale(Math.ScaleB(1, -(Math.ILogB(largest) - (Math.ILogB(largest) / 2))));
            }

            return form;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"{option}: file '{path}' cannot be used: {e.Message.Split('\n')[0].TrimEnd('.')}; expected p, N and J with N^p numbers a sample.");
        }
    }

    private static int Integer(JsonElement root, string name, int minimum, int maximum) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"{name} is not an integer from {minimum} to {maximum}");

    private static string Shorten(string text) => text.Length > 20 ? text[..20] + "..." : text;
}
