using System.Diagnostics;

namespace RandomLandscapes.Tests.Cli;

/// <summary>The command as a process of its own, for signals and exit codes.</summary>
internal sealed class ChildProcess : IDisposable
{
    // A shell's background job ignores INT and so would its children, which the tests interrupt: where env can, it puts that right.
    private static readonly Lazy<string[]> DefaultSignals = new(() =>
    {
        string[] prefix = ["env", "--default-signal=INT"];
        try
        {
            using var trial = Process.Start(new ProcessStartInfo(prefix[0], [prefix[1], "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
            trial.WaitForExit();
            return trial.ExitCode == 0 ? prefix : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    });

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ChildProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static ChildProcess Start(string workingDirectory, params string[] args) => Start(workingDirectory, [], args);

    public static Invocation Run(string workingDirectory, params string[] args)
    {
        using var child = Start(workingDirectory, args);
        return child.Finish();
    }

    /// <summary>The same with environment variables added.</summary>
    public static Invocation Run(string workingDirectory, IEnumerable<(string Name, string Value)> environment, string[] args)
    {
        using var child = Start(workingDirectory, environment, args);
        return child.Finish();
    }

    private static ChildProcess Start(string workingDirectory, IEnumerable<(string Name, string Value)> environment, string[] args)
    {
        string[] command = [.. DefaultSignals.Value, "dotnet", Path.Combine(AppContext.BaseDirectory, "landscapes.dll"), .. args];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal by name, for example TERM.</summary>
    public void Send(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until a file has this many bytes; false when the process ended before.</summary>
    public bool WaitForBytes(string path, int count)
    {
        while (!_process.HasExited)
        {
            if (File.Exists(path) && new FileInfo(path).Length >= count)
                return true;
            Thread.Sleep(5);
        }

        return false;
    }

    public Invocation Finish()
    {
        _process.WaitForExit();
        return new Invocation(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
