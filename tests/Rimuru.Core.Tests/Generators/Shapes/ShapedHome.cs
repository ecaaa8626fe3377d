using System.Globalization;
using System.Text;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>One request that was made, as the ledger must tell it.</summary>
/// <param name="Session">The session that made it.</param>
/// <param name="Model">Its model; null where no log can tell.</param>
/// <param name="At">When the log says that it was made.</param>
/// <param name="Tokens">What it used.</param>
internal sealed record TrueRequest(string Session, string? Model, DateTimeOffset At, TokenUsage Tokens)
{
    /// <summary>The project of the folder that it was made in; null where nobody asks.</summary>
    public string? Project { get; init; }

    public UsageEvidence Evidence { get; init; } = UsageEvidence.Recorded;

    /// <summary>Whether it is a pass of a request that another record stands for.</summary>
    public bool IsPass { get; init; }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Session} {Model ?? "(none)"} {At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff} {Tokens.Input}+{Tokens.CacheRead}+{Tokens.CacheWrite5m}+{Tokens.CacheWrite1h} {Tokens.Output} ({Tokens.Reasoning}) {Project} {Evidence}{(IsPass ? " pass" : "")}"
        );
}

/// <summary>One file of a home.</summary>
internal sealed record ShapedFile(string Path, byte[] Bytes)
{
    /// <summary>Whether it is there before the logs are.</summary>
    public bool ComesFirst { get; init; }

    /// <summary>Whether it is written at one blow.</summary>
    public bool IsWhole { get; init; }

    /// <summary>When it was last written, where a log has no better time.</summary>
    public DateTimeOffset? Modified { get; init; }
}

/// <summary>
/// A home whose every request is known, written in shapes that a seed chooses: the kinds in which users' reports found agents' logs. A
/// generator of an
/// agent makes one, and <c>ShapeConformance</c> holds the ledger against its truth.
/// </summary>
internal sealed class ShapedHome(string agent, int seed)
{
    private readonly List<ShapedFile> files = [];
    private readonly SortedSet<string> shapes = new(StringComparer.Ordinal);

    public string Agent { get; } = agent;

    public int Seed { get; } = seed;

    public List<TrueRequest> Requests { get; } = [];

    public IReadOnlyList<ShapedFile> Files => files;

    /// <summary>Variables that move the agent's folder, with the place in the home that each names.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Bills that the user imports: the names of files in the home.</summary>
    public List<string> Bills { get; } = [];

    /// <summary>Notes that the home has a shape, and says so: <c>if (random.Coin()) home.Is("glued")</c>.</summary>
    public bool Is(string shape, bool isIt = true)
    {
        if (isIt)
            shapes.Add(shape);
        return isIt;
    }

    public void Add(string path, string text, DateTimeOffset? modified = null) =>
        files.Add(new ShapedFile(path, Encoding.UTF8.GetBytes(text)) { Modified = modified });

    /// <summary>Adds a file that its agent writes before any log, such as the name of a project's folder.</summary>
    public void AddFirst(string path, string text) => AddFirst(path, Encoding.UTF8.GetBytes(text));

    public void AddFirst(string path, byte[] bytes) => files.Add(new ShapedFile(path, bytes) { ComesFirst = true, IsWhole = true });

    /// <summary>Adds a file that is never seen half written, such as a database.</summary>
    public void AddWhole(string path, byte[] bytes) => files.Add(new ShapedFile(path, bytes) { IsWhole = true });

    /// <summary>The same home of an agent that was derived from this one, with every file where that agent keeps it.</summary>
    /// <param name="derived">The agent.</param>
    /// <param name="place">Where it keeps a file.</param>
    /// <param name="variables">The variables that move its data too, by the origin's names.</param>
    public ShapedHome As(string derived, Func<string, string> place, params (string Old, string New)[] variables)
    {
        ShapedHome home = new(derived, Seed);
        home.files.AddRange(files.Select(file => file with { Path = place(file.Path) }));
        home.shapes.UnionWith(shapes);
        home.Requests.AddRange(Requests);
        foreach ((string old, string name) in variables)
        {
            if (Variables.TryGetValue(old, out string? value))
                home.Variables[name] = value;
        }

        return home;
    }

    /// <summary>What the ledger must hold, one line a request.</summary>
    public string Truth => Text(Requests);

    /// <summary>What a ledger holds, in the same words.</summary>
    public string Of(IEnumerable<UsageRecord> records) =>
        Text(
            records
                .Where(record => record.Agent == Agent && (record.Requests > 0 || record.InputTokens + record.OutputTokens > 0))
                .SelectMany(record =>
                    Enumerable.Repeat(
                        new TrueRequest(
                            record.SessionId,
                            record.Model,
                            record.Timestamp,
                            new TokenUsage(
                                record.InputTokens,
                                record.CacheReadTokens,
                                record.CacheWrite5mTokens,
                                record.CacheWrite1hTokens,
                                record.OutputTokens,
                                record.ReasoningTokens
                            )
                        )
                        {
                            Project = record.Project,
                            Evidence = record.Evidence,
                            IsPass = record.Requests == 0,
                        },
                        Math.Max(1, (int)record.Requests)
                    )
                )
        );

    public override string ToString() => $"{Agent} home of seed {Seed}: {string.Join(", ", shapes)}";

    private static string Text(IEnumerable<TrueRequest> requests) =>
        string.Join('\n', requests.Select(request => request.ToString()).Order(StringComparer.Ordinal));
}
