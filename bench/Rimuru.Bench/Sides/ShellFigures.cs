using System.Diagnostics;
using System.Text.Json;

namespace Rimuru.Bench.Sides;

/// <summary>What a user of PowerShell waits for: the import, the first answer of a session, every further one.</summary>
internal static class ShellFigures
{
    public static int Run(string home, string? ccusage, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            string database = "sqlite:" + Path.Combine(folder, "ledger.db");
            List<JsonElement> sessions = [];
            for (int i = 0; i <= rounds; i++)
            {
                string script = Path.Combine(Results.Root, "bench", "Measure-Shell.ps1");
                string[] arguments =
                [
                    "-NoProfile",
                    "-File",
                    script,
                    Path.Combine(Results.Root, "Rimuru.psd1"),
                    home,
                    database,
                    ccusage ?? "",
                ];
                ProcessStartInfo start = new("dotnet", ["tool", "run", "pwsh", "--", .. arguments])
                {
                    RedirectStandardOutput = true,
                    WorkingDirectory = Results.Root,
                };
                using Process process = Process.Start(start)!;
                string output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode != 0)
                    return process.ExitCode;
                if (i > 0)
                    sessions.Add(JsonDocument.Parse(output).RootElement.Clone()); // the first fills the ledger
            }

            double At(string name) => Results.Median(sessions.Select(session => session.GetProperty(name).GetDouble()));
            List<string[]> rows =
            [
                ["Import-Module", Results.Number(At("import"), "0")],
                ["Get-RimuruCost, the first of a session", Results.Number(At("first"), "0")],
                ["Get-RimuruCost, further ones", Results.Number(At("warm"), "0")],
            ];
            if (ccusage is not null)
            {
                rows.Add(["ccusage monthly --json \\| ConvertFrom-Json", Results.Number(At("ccusage"), "0")]);
                rows.Add(["Get-RimuruCost / ccusage", Results.Number(At("warm") / At("ccusage"), "0.000")]);
            }

            Results.Write(
                "In PowerShell",
                $"dotnet run -c Release --project bench/Rimuru.Bench -- shell{BenchHome.OptionOf(home)} --ccusage CCUSAGE",
                $"PowerShell {sessions[0].GetProperty("version").GetString()}, {rounds} fresh sessions, ledger up to date, refresh "
                    + "included, in milliseconds.\n\n"
                    + Results.Table(["what", "ms"], rows)
            );
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
