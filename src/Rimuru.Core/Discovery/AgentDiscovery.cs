using System.Text.RegularExpressions;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>
/// Finds one agent's data and program. A program with the agent's name is accepted only if its package, its folder or its version output
/// proves it.
/// </summary>
/// <param name="places">The agent and the locations of its data.</param>
/// <param name="environment">The machine.</param>
internal sealed partial class AgentDiscovery(AgentPlaces places, HostEnvironment environment) : IAgentDiscovery
{
    /// <summary>Time limit for a program to print its version. A cold start of Node on a busy machine takes seconds.</summary>
    public static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(5);

    private readonly AgentProgram program = places.Adapter.Program;

    public AgentType AgentType { get; } = new(places.Adapter.Name);

    /// <summary>Time limit for a program to print its version.</summary>
    public TimeSpan Limit { get; init; } = VersionLimit;

    public async Task<DiscoveredAgent?> DiscoverAsync(CancellationToken cancellationToken = default)
    {
        (string Path, Identity Identity)? own = null;
        List<string> lookalikes = [];
        foreach (string path in new ProgramFinder(environment).Find(program))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await IdentifyAsync(path, cancellationToken).ConfigureAwait(false) is not { } identity)
            {
                lookalikes.Add(path);
                continue;
            }

            own = (path, identity);
            break;
        }

        if (own is null && places.Roots.Count == 0)
            return null;
        return new DiscoveredAgent
        {
            Name = places.Adapter.Name,
            DisplayName = places.Adapter.DisplayName,
            Enabled = places.Enabled,
            Roots = places.Roots,
            ExecutablePath = own?.Path,
            Version = own?.Identity.Version,
            Evidence = own?.Identity.Evidence,
            Lookalikes = lookalikes,
        };
    }

    public async Task<bool> VerifyInstallationAsync(DiscoveredAgent agent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (new AgentType(agent.Name) != AgentType)
            return false;
        return agent.ExecutablePath is { } path
            ? File.Exists(path) && await IdentifyAsync(path, cancellationToken).ConfigureAwait(false) is not null
            : places.Adapter.Files(places.Roots).Any();
    }

    private async Task<Identity?> IdentifyAsync(string path, CancellationToken cancellationToken)
    {
        if (ProgramPackage.Of(path, program.Packages) is { } package)
            return new Identity(package.Version, $"package {package.Name}");
        bool isOwnFolder = program.OwnFolders.Any(folder => IsBelow(path, folder) || IsBelow(FinalPath.Of(path), folder));
        string? answer = environment.WhyNotStarted(path) is not null
            ? null
            : (await ProgramVersion.AskAsync(path, Limit, cancellationToken).ConfigureAwait(false))?.Trim();
        if (answer is not null && program.Answer is { } pattern && Match(answer, pattern) is { } named)
            return new Identity(named, $"--version: {FirstLine(answer)}");
        string? version = answer is not null && BareVersion().Match(answer) is { Success: true } bare ? bare.Groups[1].Value : null;
        if (isOwnFolder)
            return new Identity(version, $"its own folder {Path.GetDirectoryName(path)}");
        return version is not null && program.AnswersBare && places.Roots.Count > 0
            ? new Identity(version, $"--version: {FirstLine(answer!)}, and its data is here")
            : null;
    }

    private bool IsBelow(string path, string folder) =>
        path.StartsWith(FinalPath.Of(environment.InHome(folder.Split('/'))) + Path.DirectorySeparatorChar, environment.PathComparison);

    private static string? Match(string answer, string pattern)
    {
        try
        {
            Match match = Regex.Match(answer, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return match.Success ? match.Groups[1].Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    /// <summary>Matches a line that is only a version.</summary>
    [GeneratedRegex(@"^v?(\d+\.\d+\.\d+[\w.+-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex BareVersion();

    private sealed record Identity(string? Version, string Evidence);
}
