using System.Diagnostics;
using System.Globalization;
using Rimuru.Core;
using Rimuru.Core.Config;
using Rimuru.Core.Plugins;
using Rimuru.Core.Sandbox;
using Rimuru.Core.Tests.Plugins;
using Rimuru.Core.Tracking;

namespace Rimuru.Bench.Plugins;

/// <summary>A first read of an agent by a plugin beside one of a built-in reader, whose logs have the same turns; ledger included.</summary>
internal static class PluginReading
{
    private const double Most = 2.5;

    /// <summary>A script reads so slowly that more would only take longer.</summary>
    private const int ScriptMegabytes = 8;

    public static void Run(int megabytes, int rounds)
    {
        string claude = BenchHome.Of(LikeAgent.ClaudeCode, megabytes),
            acme = BenchHome.Of(LikeAgent.Acme, megabytes),
            scripted = BenchHome.Of(LikeAgent.Scripted, ScriptMegabytes);
        using PluginHome made = new();
        string script = made.Home.In("scripted");
        PluginTemplates.Write(script, "scripted", PluginKind.Agent, PluginLanguage.PowerShell, "");
        List<Reading> builtIn = [],
            assembly = [],
            scripts = [];

        // The first round is for the compiler, and the disk's cache.
        for (int round = -1; round < rounds; round++)
        {
            Reading[] one =
            [
                Read(claude, LikeAgent.ClaudeCode, null),
                Read(acme, LikeAgent.Acme, PluginHome.Sample("acme-agent")),
                Read(scripted, LikeAgent.Scripted, script),
            ];
            if (round < 0)
                continue;
            builtIn.Add(one[0]);
            assembly.Add(one[1]);
            scripts.Add(one[2]);
        }

        double cpu = Results.Median(assembly.Select(one => one.Cpu)) / Results.Median(builtIn.Select(one => one.Cpu)),
            wall = Results.Median(assembly.Select(one => one.Wall)) / Results.Median(builtIn.Select(one => one.Wall));
        Results.Write(
            "Agents of plugins",
            $"dotnet run -c Release --project bench/Rimuru.Bench -- plugins --rounds {rounds} --mb {megabytes}",
            $"A first read into an empty ledger: {megabytes} MB of Claude Code by the built-in reader, as many of the sample plugin Acme, "
                + $"an assembly in tier A, and {ScriptMegabytes} MB of the script that `New-RimuruPlugin` writes. The logs have the same "
                + $"turns in the words of each agent. {rounds} rounds in turn; medians. Processor time is that of Rimuru and the plugin's "
                + $"process with its start. {Results.Load}\n\n"
                + Results.Table(
                    ["reader", "responses", "CPU s", "of it the plugin's", "wall s", "MB per CPU s"],
                    [Row("built in", builtIn, megabytes), Row("assembly", assembly, megabytes), Row("script", scripts, ScriptMegabytes)]
                )
                + $"\nAssembly / built in: {Results.Number(cpu, "0.00")} of the processor time, {Results.Number(wall, "0.00")} of the wall "
                + $"time; the bar is {Results.Number(Most, "0.0")}."
        );
    }

    private static string[] Row(string name, List<Reading> readings, int megabytes)
    {
        double cpu = Results.Median(readings.Select(one => one.Cpu));
        return
        [
            name,
            readings[0].Responses.ToString(CultureInfo.InvariantCulture),
            Results.Number(cpu, "0.00"),
            Results.Number(Results.Median(readings.Select(one => one.PluginCpu)), "0.00"),
            Results.Number(Results.Median(readings.Select(one => one.Wall)), "0.00"),
            Results.Number(megabytes / cpu, "0.0"),
        ];
    }

    private static Reading Read(string home, LikeAgent agent, string? plugin)
    {
        string ledger = Path.Combine(Path.GetTempPath(), "rimuru-bench", $"{agent}.db");
        foreach (string old in Directory.EnumerateFiles(Path.GetDirectoryName(ledger)!, Path.GetFileName(ledger) + "*"))
            File.Delete(old);
        HostEnvironment environment = HostEnvironment.Of(home, new Dictionary<string, string>(), HostPlatform.Linux);
        if (plugin is not null)
        {
            using PluginService plugins = new(environment, AgentService.Names);
            using PluginOffer offer = plugins.Catalog.Offer(plugin);
            plugins.Catalog.Install(offer, allowUnconfined: false);
        }

        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        Stopwatch clock = Stopwatch.StartNew();
        List<string> warnings = [];
        using RimuruEngine engine = RimuruEngine.Open(new EngineOptions { Database = "sqlite:" + ledger, Environment = environment });
        engine.Plugins.Shell = PluginHome.Shell;
        SyncResult result = engine.Ledger.Sync([agent.ToString()], null, warnings.Add, CancellationToken.None).Single();
        double wall = clock.Elapsed.TotalSeconds;
        self.Refresh();
        double own = (self.TotalProcessorTime - before).TotalSeconds,
            below = CpuBelow(Environment.ProcessId);
        long wanted = long.Parse(File.ReadAllText(Path.Combine(home, BenchHome.Truth)), CultureInfo.InvariantCulture);
        return warnings.Count == 0 && result.RecordsAdded == wanted
            ? new Reading(wall, own + below, below, wanted)
            : throw new InvalidOperationException($"{result.RecordsAdded} of {wanted} responses. {string.Join(' ', warnings)}");
    }

    /// <summary>The processor time of the processes that a process has started, and theirs, which all still run.</summary>
    private static double CpuBelow(int process)
    {
        Dictionary<int, int> parents = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && ChildStatus.Read($"/proc/{id}/stat") is { } text
            )
                parents[id] = int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }

        return Sum(process);

        double Sum(int of) =>
            parents.Where(pair => pair.Value == of).Sum(pair => (ChildFigures.Of(pair.Key)?.Cpu.TotalSeconds ?? 0) + Sum(pair.Key));
    }

    /// <summary>What one read took, in seconds.</summary>
    private sealed record Reading(double Wall, double Cpu, double PluginCpu, long Responses);
}
