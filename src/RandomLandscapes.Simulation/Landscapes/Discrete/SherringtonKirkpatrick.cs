using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.Discrete;

/// <summary>One sample of the Sherrington-Kirkpatrick model, H(s) = -(1/sqrt N) sum_(i&lt;j) J_ij s_i s_j with independent standard normal couplings.</summary>
/// <remarks>
/// The couplings are rounded to multiples of 2^-40, a change of the disorder that no statistic sees, so that local fields are exact sums. Source: D. Sherrington,
/// S. Kirkpatrick, Phys. Rev. Lett. 35 (1975) 1792.
/// </remarks>
public sealed class SherringtonKirkpatrick
{
    /// <summary>The largest number of spins.</summary>
    public const int LargestSpinCount = 50;

    private readonly double[] _couplings;

    /// <summary>Prepares a sample without couplings.</summary>
    /// <param name="spinCount">N, 2 to <see cref="LargestSpinCount"/>.</param>
    public SherringtonKirkpatrick(int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, LargestSpinCount);
        SpinCount = spinCount;
        _couplings = new double[spinCount * spinCount];
    }

    /// <summary>The number of spins N.</summary>
    public int SpinCount { get; }

    /// <summary>J_ij at i N + j: symmetric, zero on the diagonal.</summary>
    public ReadOnlySpan<double> Couplings => _couplings;

    /// <summary>Draws new couplings.</summary>
    /// <param name="stream">The stream of this sample; advanced by N (N-1) / 2 normal deviates.</param>
    public void Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var pairs = new double[SpinCount * (SpinCount - 1) / 2];
        stream.FillNormal(pairs);
        CouplingGrid.Round(pairs);
        var next = 0;
        for (var i = 0; i < SpinCount; i++)
        {
            for (var j = 0; j < i; j++)
                _couplings[(i * SpinCount) + j] = _couplings[(j * SpinCount) + i] = pairs[next++];
        }
    }

    /// <summary>The local field sum_j J_ij s_j, without the factor 1/sqrt N; exact.</summary>
    /// <param name="state">Bit j is set where s_j = -1.</param>
    /// <param name="i">The spin.</param>
    public double Field(ulong state, int i)
    {
        var field = 0.0;
        for (var j = 0; j < SpinCount; j++)
            field += ((state >> j) & 1) == 0 ? _couplings[(i * SpinCount) + j] : -_couplings[(i * SpinCount) + j];
        return field;
    }

    /// <summary>The energy H.</summary>
    /// <param name="state">Bit i is set where s_i = -1.</param>
    public double Energy(ulong state)
    {
        var sum = 0.0;
        for (var i = 0; i < SpinCount; i++)
            sum += ((state >> i) & 1) == 0 ? Field(state, i) : -Field(state, i);
        return -0.5 * sum / Math.Sqrt(SpinCount);
    }

    /// <summary>Whether every single flip raises the energy: s_i times the field of i is positive for all i.</summary>
    /// <param name="state">Bit i is set where s_i = -1.</param>
    public bool IsLocalMinimum(ulong state)
    {
        for (var i = 0; i < SpinCount; i++)
        {
            var field = Field(state, i);
            if (!((((state >> i) & 1) == 0 ? field : -field) > 0))
                return false;
        }

        return true;
    }
}
