using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Rimuru.Bench.Micro;

/// <summary>
/// Runs the micro-benchmarks in this process and puts them into one table. An operation is what the benchmark's unit says: a megabyte, a
/// line, a row.
/// </summary>
internal static class MicroBenchmarks
{
    public static int Run()
    {
        IConfig config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.ShortRun.WithIterationCount(5).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .WithOptions(ConfigOptions.DisableLogFile);
        List<string[]> rows = [];
        foreach (Type type in (Type[])[typeof(LineBenchmarks), typeof(ReaderBenchmarks), typeof(PriceBenchmarks), typeof(LedgerBenchmarks)])
        {
            foreach (BenchmarkReport report in BenchmarkRunner.Run(type, config).Reports)
            {
                if (report.ResultStatistics is not { } statistics)
                    return 1;
                string unit = (
                    (UnitAttribute)Attribute.GetCustomAttribute(report.BenchmarkCase.Descriptor.WorkloadMethod, typeof(UnitAttribute))!
                ).Name;
                double allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
                rows.Add([
                    $"{report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Replace('_', ' ')}{Of(report)}",
                    unit,
                    Time(statistics.Median),
                    (1e9 / statistics.Median).ToString("N0", CultureInfo.InvariantCulture),
                    Results.Number(allocated, "N0") + " B",
                ]);
            }
        }

        Results.Write(
            "Parts",
            "dotnet run -c Release --project bench/Rimuru.Bench -- micro",
            Results.Table(["what", "unit", "time a unit (median)", "units a second", "allocated a unit"], rows)
        );
        return 0;
    }

    private static string Of(BenchmarkReport report) =>
        report.BenchmarkCase.Parameters.Count == 0
            ? ""
            : $" ({string.Join(", ", report.BenchmarkCase.Parameters.Items.Select(item => item.Value))})";

    private static string Time(double nanoseconds) =>
        nanoseconds switch
        {
            < 1e3 => Results.Number(nanoseconds, "0.0") + " ns",
            < 1e6 => Results.Number(nanoseconds / 1e3, "0.00") + " µs",
            _ => Results.Number(nanoseconds / 1e6, "0.00") + " ms",
        };
}

/// <summary>What one operation of a benchmark is.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnitAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
