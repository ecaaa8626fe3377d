using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>Where ForgeCode keeps its database.</summary>
internal static class ForgeCodeLocations
{
    private const string Database = ".forge.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        (configured ?? environment.AgentVariable("FORGE_CONFIG")) is { } named
            ? [In(Path.TrimEndingDirectorySeparator(environment.Expand(named)))]
            : [In(environment.InHome(".forge")), In(environment.InHome("forge"))];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();

    private static string In(string folder) => Path.GetFileName(folder) == Database ? folder : Path.Combine(folder, Database);
}
