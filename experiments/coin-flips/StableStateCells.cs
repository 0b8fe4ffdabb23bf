using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Runs;

namespace RandomLandscapes.Experiments.CoinFlips;

/// <summary>Is one given state of a discrete model stable against single flips? By symmetry the share is that of all states.</summary>
internal static class StableStateCells
{
    /// <summary>Sherrington-Kirkpatrick: all local fields of the state with all spins up are positive.</summary>
    public sealed class SherringtonKirkpatrick(int spins) : ICellSampler
    {
        private readonly double[] _fields = new double[spins];

        public void AddSample(RandomStream stream, ulong sample, Tally tally)
        {
            Array.Clear(_fields);
            for (var i = 0; i < spins; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var coupling = stream.NextNormal();
                    _fields[i] += coupling;
                    _fields[j] += coupling;
                }
            }

            tally.Counts[0] += Array.TrueForAll(_fields, h => h > 0) ? 1 : 0;
        }
    }

    /// <summary>Random energy model: a state's energy is the lowest among its own and its N neighbours'.</summary>
    public sealed class RandomEnergies(int spins) : ICellSampler
    {
        public void AddSample(RandomStream stream, ulong sample, Tally tally)
        {
            var own = stream.NextUniform();
            var lowest = true;
            for (var i = 0; i < spins; i++)
                lowest &= stream.NextUniform() > own;
            tally.Counts[0] += lowest ? 1 : 0;
        }
    }
}
