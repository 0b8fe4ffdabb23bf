namespace RandomLandscapes.Experiments;

/// <summary>All experiments of this program.</summary>
public static class Catalogue
{
    /// <summary>The experiments, in the order of <c>landscapes list</c>.</summary>
    public static IReadOnlyList<IIllustratedExperiment> All { get; } =
    [
        new SaddlesDominate.SaddlesDominateExperiment(),
        new CoinFlips.CoinFlipsExperiment(),
        new RareMinima.RareMinimaExperiment(),
        new IndexVersusEnergy.IndexVersusEnergyExperiment(),
        new TopologyTrivialization.TopologyTrivializationExperiment(),
        new FieldPortrait.FieldPortraitExperiment(),
        new FieldCensus.FieldCensusExperiment(),
        new FieldHeights.FieldHeightsExperiment(),
        new FieldDescent.FieldDescentExperiment(),
        new ConfinedCensus.ConfinedCensusExperiment(),
        new ComplexityCurves.ComplexityExperiment(),
        new PSpinCensus.PSpinCensusExperiment(),
        new SpinGlassEnergies.SpinGlassEnergiesExperiment(),
        new IsingLocalMinima.IsingLocalMinimaExperiment(),
        new NetworkSpectra.NetworkSpectraExperiment(),
        new IndexVersusLoss.IndexVersusLossExperiment(),
        new RandomMatrixNets.RandomMatrixNetsExperiment(),
        new LinearNetworks.LinearNetworksExperiment(),
    ];
}
