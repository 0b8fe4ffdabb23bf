using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using RandomLandscapes.Figures;
using RandomLandscapes.Runs.Store;

namespace RandomLandscapes.Cli.Commands;

/// <summary><c>landscapes figures DIR --format svg,tex,csv,pdf,png</c>: draws a run's figures again, in the formats asked for.</summary>
internal static class FiguresCommand
{
    private const string Converter = "rsvg-convert";
    private const int PixelsPerInch = 300;
    private static readonly string[] Formats = ["svg", "tex", "csv", "pdf", "png"];

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A finished run's folder." };
        var format = Options.Text("--format", "svg, tex, csv, pdf, png; several with commas (svg,tex)");
        var command = new Command("figures", "Draw a run's figures again from its stored results.") { folder, format };
        command.SetAction(result =>
        {
            var run = ReportCommand.Open(result.GetValue(folder)!);
            var wanted = (result.GetValue(format) ?? "svg,tex").Split(',');
            if (wanted.FirstOrDefault(w => !Formats.Contains(w, StringComparer.Ordinal)) is { } unknown)
                throw Options.NotAllowed(format.Name, unknown, string.Join(" | ", Formats));
            var figures = ListCommand.Find(run.ReadRecord().Experiment).Draw(SummaryTable.Read(File.ReadAllText(run.SummaryPath)));
            Directory.CreateDirectory(run.FiguresPath);
            foreach (var name in wanted)
            {
                if (name is "pdf" or "png")
                    Convert(figures, run, name);
                else
                    Write(figures, run, name switch { "svg" => new SvgWriter(), "tex" => new PgfplotsWriter(), _ => new CsvDataWriter() });
            }

            Console.WriteLine(run.FiguresPath);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(IReadOnlyList<Figure> figures, RunFolder run, IFigureWriter writer)
    {
        foreach (var file in figures.SelectMany(writer.Write))
            RunFolder.WriteAtomically(Path.Combine(run.FiguresPath, file.Name), file.Content);
    }

    private static void Convert(IReadOnlyList<Figure> figures, RunFolder run, string format)
    {
        Write(figures, run, new SvgWriter());
        foreach (var figure in figures)
        {
            var svg = Path.Combine(run.FiguresPath, $"{figure.Name}.svg");
            try
            {
                using var process = Process.Start(new ProcessStartInfo(
                    Converter, ["--format", format, "--dpi-x", $"{PixelsPerInch}", "--dpi-y", $"{PixelsPerInch}", "--output", Path.ChangeExtension(svg, format), svg])
                {
                    UseShellExecute = false,
                })!;
                process.WaitForExit();
                if (process.ExitCode != 0)
                    throw new IOException($"{Converter} ended with {process.ExitCode} on '{svg}'.");
            }
            catch (Win32Exception e)
            {
                throw new IOException($"{format} needs {Converter}, which is not installed (Debian: apt-get install librsvg2-bin; macOS: brew install librsvg).", e);
            }
        }
    }
}
