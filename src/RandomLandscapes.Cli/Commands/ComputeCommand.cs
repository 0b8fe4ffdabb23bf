using System.CommandLine;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes compute QUANTITY</c>: single answers for scripts.</summary>
internal static class ComputeCommand
{
    public static Command Create() => new("compute", "Compute one quantity.")
    {
        IndexLawCommand.Create(),
        IndexLawCommand.CreateVariance(),
        MeanCountCommand.Create(),
        DensityCommand.Create(),
        HeightsCommand.Create(),
        IndexFractionCommand.Create(),
        SpectralDensityCommand.Create(),
        ComplexityCommand.CreateComplexity(),
        ComplexityCommand.CreateThresholds(),
        LocalMinimaCommand.Create(),
        PositivityCommand.Create(),
    };
}
