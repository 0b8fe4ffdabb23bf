using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RandomLandscapes.Cli.Benchmarks;

/// <summary>CPU seconds of this process, user and system time of all threads.</summary>
/// <remarks>
/// On Linux and macOS the clock CLOCK_PROCESS_CPUTIME_ID, which resolves microseconds; elsewhere the processor time of the process,
/// which ticks in 10 ms or so, and needs longer measurements.
/// </remarks>
internal static partial class ProcessClock
{
    private const int LinuxClock = 2;
    private const int MacClock = 12;

    /// <summary>The shortest measurement whose resolution is not worth a thought.</summary>
    public static double ShortestMeasurement => HasFineClock ? 0.3 : 0.5;

    private static bool HasFineClock => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Environment.Is64BitProcess;

    /// <summary>Reads the clock.</summary>
    public static double Seconds()
    {
        if (HasFineClock && ReadClock(OperatingSystem.IsLinux() ? LinuxClock : MacClock, out var time) == 0)
            return time.Seconds + (1e-9 * time.Nanoseconds);
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpecification
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
