namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>Random signs by Marsaglia's xorshift, the same in every run: they enter estimates of rounding, never the law.</summary>
internal sealed class SignSource
{
    private uint _state = 1;

    /// <summary>1 or -1.</summary>
    public double Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (_state & 0x10000) == 0 ? -1 : 1;
    }
}
