using System.Globalization;
using RandomLandscapes.Runs.Scheduling;
using Spectre.Console;

namespace RandomLandscapes.Cli;

/// <summary>Shows progress on stderr: a bar on a terminal, a plain line every tenth of the work otherwise.</summary>
internal abstract class ProgressDisplay : IDisposable
{
    public static ProgressDisplay Create() => Console.IsErrorRedirected ? new Plain() : new Bar();

    public abstract void Show(RunProgress progress);

    public abstract void Notice(string line);

    public abstract void Dispose();

    private sealed class Plain : ProgressDisplay
    {
        private readonly System.Diagnostics.Stopwatch _clock = System.Diagnostics.Stopwatch.StartNew();
        private int _tenths;

        public override void Show(RunProgress progress)
        {
            var tenths = (int)(10 * progress.DoneShare + 1e-9);
            if (tenths <= _tenths)
                return;
            _tenths = tenths;
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{10 * tenths,3} %  {progress.DoneChunks} of {progress.AllChunks} chunks  {_clock.Elapsed.TotalSeconds:F0} s"));
        }

        public override void Notice(string line) => Console.Error.WriteLine(line);

        public override void Dispose()
        {
        }
    }

    private sealed class Bar : ProgressDisplay
    {
        private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        private readonly ManualResetEventSlim _end = new();
        private readonly Lock _gate = new();
        private readonly Thread _thread;
        private RunProgress _latest;

        public Bar()
        {
            // Spectre draws from inside a callback; a thread of its own keeps the workers free of it.
            _thread = new Thread(() => _console.Progress()
                .AutoClear(false)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var task = context.AddTask("starting", maxValue: 1);
                    do
                    {
                        lock (_gate)
                        {
                            task.Value = _latest.DoneShare;
                            task.Description = Markup.Escape(_latest.Cell ?? "starting");
                        }
                    }
                    while (!_end.Wait(100));
                    lock (_gate)
                        task.Value = _latest.DoneShare;
                }));
            _thread.Start();
        }

        public override void Show(RunProgress progress)
        {
            lock (_gate)
                _latest = progress;
        }

        public override void Notice(string line) => _console.MarkupLineInterpolated($"{line}");

        public override void Dispose()
        {
            _end.Set();
            _thread.Join();
            _end.Dispose();
        }
    }
}
