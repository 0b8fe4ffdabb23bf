using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RandomLandscapes.Numerics.LinearAlgebra;

/// <summary>Hints about memory that is needed soon.</summary>
public static class CacheLine
{
    /// <summary>Numbers in a line of 64 bytes.</summary>
    public const int Length = 8;

    /// <summary>Asks for a cache line where the processor can be asked; the results do not depend on it.</summary>
    /// <param name="number">Any number in the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref double number)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref number));
    }

    /// <summary>Asks for all lines of a vector.</summary>
    /// <param name="numbers">The vector.</param>
    public static void Prefetch(Span<double> numbers)
    {
        for (var i = 0; i < numbers.Length; i += Length)
            Prefetch(ref numbers[i]);
        if (numbers.Length > 0)
            Prefetch(ref numbers[^1]);
    }
}
