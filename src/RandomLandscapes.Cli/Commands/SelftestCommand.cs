using System.CommandLine;
using System.Globalization;
using RandomLandscapes.Cli.Anchors;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes selftest</c>: every anchor with value, reference, error or z, pass or fail.</summary>
internal static class SelftestCommand
{
    public static Command Create()
    {
        var tensors = Options.Text("--tensors", "a folder with p3_N4.json and p3_N4_critical.json: all its samples");
        var command = new Command("selftest", "Hold the program against published vectors, closed forms and known enumerations.") { tensors };
        command.SetAction(result =>
        {
            List<AnchorResult> anchors =
            [
                .. TheoryAnchors.All(),
                .. result.GetValue(tensors) is { } folder ? TensorAnchors.FromFolder(folder) : TensorAnchors.Embedded(),
                .. SampledAnchors.All(),
            ];
            foreach (var a in anchors)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{(a.Passed ? "pass" : "FAIL")}  {a.Name,-52} {a.Value,-36} {a.Reference,-36} {a.Measure} {a.Deviation:G3} (limit {a.Limit:G3})  {a.Source}"));
            }

            var failed = anchors.Count(a => !a.Passed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{anchors.Count - failed} anchors passed, {failed} failed"));
            return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
