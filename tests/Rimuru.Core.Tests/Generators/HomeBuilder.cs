namespace Rimuru.Core.Tests.Generators;

/// <summary>One request that a session of a <see cref="HomeBuilder"/> made.</summary>
internal sealed record BuiltRequest(string Session, string? Model, DateTimeOffset At, TokenUsage Tokens)
{
    public string? Project { get; init; }

    public UsageEvidence Evidence { get; init; } = UsageEvidence.Recorded;
}

/// <summary>
/// What an agent's generator writes into, once for both kinds of conformance tests: as files that grow, or as one home in which every
/// request is known. In the second the shapes that users' reports told of may be drawn.
/// </summary>
internal sealed class HomeBuilder(string agent, int seed, bool hasShapes)
{
    private readonly SortedSet<string> shapes = new(StringComparer.Ordinal);

    public Random Random { get; } = new((seed * 7699) + agent.Length + (hasShapes ? 1 : 0));

    public string Agent { get; } = agent;

    public int Seed { get; } = seed;

    public bool HasShapes { get; } = hasShapes;

    public IReadOnlyCollection<string> Shapes => shapes;

    /// <summary>Variables that move the agent's folder, with the place in the home that each names.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public List<BuiltRequest> Requests { get; } = [];

    public List<(string Path, IReadOnlyList<string> Lines, string? Twin)> Logs { get; } = [];

    /// <summary>Documents and databases, which are written whole.</summary>
    public List<GeneratedFile> Whole { get; } = [];

    /// <summary>Files that are there before any other.</summary>
    public List<(string Path, string Text)> First { get; } = [];

    /// <summary>Databases of a home with shapes that are there before any other file.</summary>
    public List<GeneratedFile> FirstFiles { get; } = [];

    /// <summary>Notes that the home has a shape, where it may have some.</summary>
    public bool Is(string shape, bool isIt = true)
    {
        if (HasShapes && isIt)
            shapes.Add(shape);
        return HasShapes && isIt;
    }

    /// <summary>The usual folder, or one that a variable names.</summary>
    public string Root(string usual, params (string Variable, string Below)[] variables)
    {
        if (variables.Length == 0 || !Is("moved by a variable", Random.Next(4) == 0))
            return usual;
        (string variable, string below) = variables[Random.Next(variables.Length)];
        Variables[variable] = "moved";
        return "moved" + below;
    }

    public void Bill(string session, string? model, DateTimeOffset at, TokenUsage tokens, string? project, UsageEvidence evidence) =>
        Requests.Add(new BuiltRequest(session, model, at, tokens) { Project = project, Evidence = evidence });

    public void Bill(string session, string? model, DateTimeOffset at, TokenUsage tokens, string? project = null) =>
        Bill(session, model, at, tokens, project, UsageEvidence.Recorded);

    public void Log(string path, IReadOnlyList<string> lines, string? twin = null) => Logs.Add((path, lines, twin));

    public void Add(GeneratedFile file) => Whole.Add(file);

    /// <summary>The home as files that grow.</summary>
    public static GeneratedHome Generated(string agent, int seed, Action<HomeBuilder> write)
    {
        HomeBuilder built = new(agent, seed, hasShapes: false);
        write(built);
        GeneratedHome home = new(agent, seed);
        foreach ((string path, IReadOnlyList<string> lines, string? twin) in built.Logs)
            home.Files.Add(new GeneratedLog(path, lines) { TwinPath = twin, Companions = built.First });
        foreach (GeneratedFile file in built.Whole)
        {
            file.Companions = built.First;
            home.Files.Add(file);
        }

        foreach (BuiltRequest request in built.Requests)
            home.Bill(request.Session, request.Model, request.Tokens);
        return home;
    }
}
