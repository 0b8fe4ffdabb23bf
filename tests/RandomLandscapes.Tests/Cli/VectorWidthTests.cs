namespace RandomLandscapes.Tests.Cli;

/// <summary>Sampled results are the same bits on every processor: the instruction sets are switched off one after the other.</summary>
[Collection(CliCollection.Name)]
public sealed class VectorWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 512)]
    [InlineData("DOTNET_EnableAVX2", 256)]
    [InlineData("DOTNET_EnableHWIntrinsic", 128)]
    public void Sampled_laws_do_not_depend_on_the_instruction_set(string variable, int bits)
    {
        var folder = Path.GetTempPath();
        (string, string)[] off = [(variable, "0")];
        // The switch works: the vectors are narrower than those it switches off.
        var listing = ChildProcess.Run(folder, off, ["bench"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.InRange(int.Parse(listing.Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture), 0, bits - 1);

        foreach (var options in new[] { "--ensemble goe --dimension 61", "--ensemble random-point --dimension 8" })
        {
            string[] args = ["compute", "index-law", .. options.Split(' '), "--method", "monte-carlo", "--samples", "3001", "--json"];
            Assert.Equal(Invocation.Succeed(args), ChildProcess.Run(folder, off, args));
        }
    }
}
