using System.Text;

namespace RandomLandscapes.Numerics.Randomness;

/// <summary>The 64-bit Philox key of one cell of an experiment.</summary>
/// <remarks>
/// Derived as design section 3 says: a 64-bit FNV-1a hash of (experiment name, canonical text of the cell), encrypted by Philox
/// under the root seed. Cells thus share no counters, and a cell's key depends on nothing but these three values.
/// </remarks>
/// <param name="Value">The key; its low half is key word 0.</param>
public readonly record struct StreamKey(ulong Value)
{
    // Keeps key derivation away from the counters that samples use: its purpose word is no purpose of any experiment.
    private const uint DerivationPurpose = 0x4B45_5931;

    /// <summary>Derives the key of a cell.</summary>
    /// <param name="rootSeed">The seed of the whole run.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="cell">The cell's canonical text; equal texts mean equal randomness.</param>
    public static StreamKey Derive(ulong rootSeed, string experiment, string cell)
    {
        ArgumentException.ThrowIfNullOrEmpty(experiment);
        ArgumentNullException.ThrowIfNull(cell);
        var hash = Fnv1A($"{experiment}\n{cell}");
        var block = Philox4x32.Encrypt(
            new CounterBlock((uint)hash, (uint)(hash >> 32), DerivationPurpose, 0), rootSeed);
        return new StreamKey(block.Word0 | ((ulong)block.Word1 << 32));
    }

    /// <summary>The 64-bit FNV-1a hash of a text's UTF-8 bytes (Fowler, Noll, Vo).</summary>
    /// <param name="text">Any text.</param>
    public static ulong Fnv1A(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 0x100000001B3UL;
        return hash;
    }
}
