using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;
using RandomLandscapes.Simulation.Landscapes.Discrete;

namespace RandomLandscapes.Experiments.IsingLocalMinima;

/// <summary>All local minima of sampled models on the N-cube. Counts: their number, its square, and one; sums: the ground state's energy per spin and its square.</summary>
internal sealed class CubeCell : ICellSampler
{
    public const string Source = "enumeration: all 2^N states of each sample";
    private const int Blocks = 40;

    private readonly CubeModel _model;
    private readonly SherringtonKirkpatrick? _sk;
    private readonly EnergyTable? _table;

    public CubeCell(CubeModel model)
    {
        _model = model;
        if (model.Name is "sk")
            _sk = new SherringtonKirkpatrick(model.Spins);
        else
            _table = new EnergyTable(model.Spins);
    }

    public static Cell Declare(CubeModel model, long samples)
    {
        var states = Math.ScaleB(1, model.Spins);
        return new Cell(
            model.CellName, samples, (int)Math.Max(1, (samples + Blocks - 1) / Blocks), 3, 2, model.Name is "sk" ? 2e-6 + (2e-9 * states) : 2e-6 + (1.2e-8 * states * Math.Max(1, model.Spins / 12.0)),
            model.Name is "sk" ? 0 : (long)(8 * states));
    }

    public void AddSample(RandomStream stream, ulong sample, Tally tally)
    {
        var census = Census(stream);
        tally.Counts[0] += census.LocalMinima;
        tally.Counts[1] += census.LocalMinima * census.LocalMinima;
        tally.Counts[2]++;
        tally.Sums[0] += census.GroundStatePerSpin;
        tally.Sums[1] += census.GroundStatePerSpin * census.GroundStatePerSpin;
    }

    private IsingCensus Census(RandomStream stream)
    {
        if (_sk is not null)
        {
            _sk.Draw(stream);
            return SherringtonKirkpatrickCensus.Enumerate(_sk);
        }

        switch (_model.Name)
        {
            case "three-spin":
                _table!.DrawPSpin(3, stream);
                break;
            case "rem":
                _table!.DrawRandomEnergies(stream);
                break;
            default:
                _table!.DrawNk(_model.Neighbours, stream);
                break;
        }

        return _table.Census();
    }
}
