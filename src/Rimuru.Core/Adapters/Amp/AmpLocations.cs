using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Where Amp keeps its threads.</summary>
internal static class AmpLocations
{
    private const string Threads = "threads";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string data = (configured ?? environment.AgentVariable("AMP_DATA_DIR")) is { } named
            ? environment.Expand(named)
            : Path.Combine(environment.DataHome, "amp");
        return [Path.GetFileName(Path.TrimEndingDirectorySeparator(data)) == Threads ? data : Path.Combine(data, Threads)];
    }
}
