using System.Diagnostics;
using System.Text;
using Rimuru.Core.Sandbox;
using Rimuru.Core.Tests.Sandbox;
using Rimuru.Plugins.Wire;

namespace Rimuru.Bench.Plugins;

/// <summary>How long the process of a plugin takes to start within each kind of walls, and how much goes through its pipes.</summary>
internal static class PluginFigures
{
    private const int MegaBytes = 1024,
        Calls = 2000;

    public static void Run(int rounds)
    {
        using AttackGround ground = new(AttackRunner.Shell);
        ConfinementTier[] tiers = [ConfinementTier.None, ConfinementTier.B, ConfinementTier.A];
        Results.Write(
            "Processes of plugins",
            $"dotnet run -c Release --project bench/Rimuru.Bench -- plugins --rounds {rounds}",
            $"Start: to a loaded plugin whose walls were checked, median of {rounds}. Calls: {Calls} small ones, one after the other. Bytes: "
                + $"{MegaBytes} MiB through the pipe, to a plugin that only reads them and from one that only writes them. {Results.Load}\n\n"
                + Results.Table(
                    ["walls", "start, assembly", "start, script", "calls", "bytes in", "bytes out"],
                    tiers.Select(tier => Row(ground, tier, rounds))
                )
        );
    }

    private static string[] Row(AttackGround ground, ConfinementTier tier, int rounds)
    {
        SandboxPolicy policy = ground.Policy(tier) with
        {
            OutputBytes = 2L << 30,
            CpuTime = TimeSpan.FromMinutes(5),
            CallTime = TimeSpan.FromMinutes(5),
        };
        string script = Path.Combine(ground.Plugin, "view.ps1");
        File.WriteAllText(script, "function Show-PluginView { param($Column) process { $_ } }");
        PluginEntry Assembly(string type) => new("figures", "1.0.0", ground.AttackLibrary, "Rimuru.Attacks." + type);
        PluginEntry byScript = new("figures", "1.0.0", script, null);
        return
        [
            tier == ConfinementTier.None ? "none" : tier.ToString(),
            Start(policy, Assembly("AttackPlugin"), rounds),
            Start(policy, byScript, rounds),
            CallRate(policy, Assembly("AttackPlugin")),
            Rate(policy, Assembly("TakingAgent"), PluginWire.Read, """{"path":"x","modified":0,"size":0}""", MegaBytes),
            Rate(policy, Assembly("GivingExporter"), PluginWire.Export, $$"""{"name":"{{MegaBytes}}","columns":[]}""", 0),
        ];
    }

    private static string Start(SandboxPolicy policy, PluginEntry entry, int rounds) =>
        Results.Number(
            1000
                * Results.Median(
                    Enumerable
                        .Range(0, rounds)
                        .Select(_ =>
                        {
                            Stopwatch clock = Stopwatch.StartNew();
                            using PluginProcess process = PluginProcess.Start(policy, entry, AttackRunner.Shell);
                            return clock.Elapsed.TotalSeconds;
                        })
                        .ToList()
                ),
            "0"
        ) + " ms";

    private static string CallRate(SandboxPolicy policy, PluginEntry entry)
    {
        using PluginProcess process = PluginProcess.Start(policy, entry, AttackRunner.Shell);
        Stopwatch clock = new();
        for (int i = -Calls; i < Calls; i++)
        {
            // The first half is for the compiler.
            if (i == 0)
                clock.Start();
            using PluginCall call = process.Call(PluginWire.Describe, "{}"u8.ToArray());
            call.CompleteInput();
            call.Result();
        }

        return Results.Number(Calls / clock.Elapsed.TotalSeconds, "0") + "/s";
    }

    private static string Rate(SandboxPolicy policy, PluginEntry entry, string method, string arguments, int megaBytes)
    {
        using PluginProcess process = PluginProcess.Start(policy, entry, AttackRunner.Shell);
        Stopwatch clock = Stopwatch.StartNew();
        using PluginCall call = process.Call(method, Encoding.UTF8.GetBytes(arguments));
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < megaBytes; i++)
            call.Write(bytes);
        call.CompleteInput();
        while (call.Read(bytes) > 0) { }
        call.Result();
        return Results.Number(MegaBytes / clock.Elapsed.TotalSeconds, "0") + " MiB/s";
    }
}
