using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Anchors;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes selftest</c>: every anchor with value, reference, error or z, pass or fail.</summary>
internal static class SelftestCommand
{
    public static Command Create()
    {
        var slow = Options.Flag("--slow", "also what takes about ten minutes: both exact routes at n = 100, repeated rare-event runs");
        var tensors = Options.Text("--tensors", "a folder with p3_N4.json and p3_N4_critical.json: all its samples");
        var command = new Command("selftest", "Hold the program against published vectors, closed forms and known enumerations.") { tensors, slow };
        command.SetAction(result =>
        {
            // Files first, so that a folder that is not one of tensors is refused at once.
            List<AnchorResult> enumerated = [.. result.GetValue(tensors) is { } folder ? TensorAnchors.FromFolder(folder) : TensorAnchors.Embedded()];
            var anchors = TheoryAnchors.All().Concat(enumerated).Concat(SampledAnchors.All());
            if (result.GetValue(slow))
                anchors = anchors.Concat(SlowAnchors.All(Environment.ProcessorCount));
            // Slow ones are computed while they are printed, so that their lines come one by one.
            int passed = 0, failed = 0;
            foreach (var a in anchors)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{(a.Passed ? "pass" : "FAIL")}  {a.Name,-52} {a.Value,-36} {a.Reference,-36} {a.Measure} {a.Deviation:G3} (limit {a.Limit:G3})  {a.Source}"));
                _ = a.Passed ? passed++ : failed++;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} anchors passed, {failed} failed"));
            return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
