using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>Where the former Kimi CLI, Kimi Code and Kimi's desktop app keep their sessions.</summary>
internal static class KimiCliLocations
{
    private const string Sessions = "sessions";
    private const string Log = "wire.jsonl";

    private static readonly string[] Desktop = ["kimi-desktop", "daimon-share", "daimon", "runtime", "kimi-code", "home"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [SessionsOf(environment.Expand(configured))];
        string?[] data =
        [
            environment.InHome("Library", "Application Support"),
            environment.ConfigHome,
            environment.InHome(".local", "share"),
            environment.RoamingData,
        ];
        return
        [
            SessionsOf(Home(environment, "KIMI_CODE_HOME", ".kimi-code")),
            SessionsOf(Home(environment, "KIMI_SHARE_DIR", ".kimi")),
            .. data.Select(folder => SessionsOf(Path.Combine([folder!, .. Desktop]))),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log));

    private static string Home(HostEnvironment environment, string variable, string usual) =>
        environment.AgentVariable(variable) is { } named ? environment.Expand(named) : environment.InHome(usual);

    private static string SessionsOf(string home)
    {
        string trimmed = Path.TrimEndingDirectorySeparator(home);
        return Path.GetFileName(trimmed) == Sessions ? trimmed : Path.Combine(trimmed, Sessions);
    }
}
