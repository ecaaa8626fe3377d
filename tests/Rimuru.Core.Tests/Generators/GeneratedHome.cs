namespace Rimuru.Core.Tests.Generators;

/// <summary>What one session used of one model.</summary>
internal readonly record struct Used(long Requests, TokenUsage Tokens)
{
    public static Used operator +(Used a, Used b) => new(a.Requests + b.Requests, a.Tokens + b.Tokens);
}

/// <summary>One use of a tool by a request, which some id or place tells from the others.</summary>
internal sealed record UsedTool(string Request, TokenUsage Tokens, string Tool, string? Server = null, string? Skill = null);

/// <summary>A home that a seed makes, and what is true of it.</summary>
internal sealed class GeneratedHome(string agent, int seed)
{
    public string Agent { get; } = agent;

    public int Seed { get; } = seed;

    /// <summary>False for the home whose keys are held fast: it has none of the kinds of fault that users reported later.</summary>
    public bool HasFaults => Seed != 1;

    private int number;

    public List<GeneratedFile> Files { get; } = [];

    /// <summary>By session and model.</summary>
    public SortedDictionary<(string Session, string Model), Used> Truth { get; } = [];

    /// <summary>The turns of each session, as far as the generator knows them; null where the logs do not tell.</summary>
    public SortedDictionary<string, long?> Turns { get; } = new(StringComparer.Ordinal);

    /// <summary>Every use of a tool; empty where the logs or the generator tell none.</summary>
    public List<UsedTool> Tools { get; } = [];

    /// <summary>What a request used, however many copies tell it.</summary>
    public void Use(string request, TokenUsage tokens)
    {
        if (Tools.Exists(use => use.Request == request))
            return;
        Tools.AddRange(DrawnTools.Of(request, hasSkills: false).Select(use => new UsedTool(request, tokens, use.Tool, use.Server)));
    }

    /// <summary>Sessions between which no log tells whose request it was, by the name of their family.</summary>
    public Dictionary<string, string> Families { get; } = [];

    public void Bill(string session, string? model, TokenUsage tokens)
    {
        (string, string) key = (FamilyOf(session), model ?? "");
        Truth[key] = Truth.GetValueOrDefault(key) + new Used(1, tokens);
    }

    /// <summary>For ids that are in the order of their making.</summary>
    public int NextNumber() => ++number;

    public string FamilyOf(string session) => Families.GetValueOrDefault(session, session);

    /// <summary>What one session used of one model in so many requests, known as a sum.</summary>
    public void Bill(string session, string? model, TokenUsage tokens, long requests)
    {
        Bill(session, model, tokens);
        (string, string) key = (FamilyOf(session), model ?? "");
        Truth[key] += new Used(requests - 1, default);
    }

    /// <summary>The same home of an agent that was derived from this one, with every file where that agent keeps it.</summary>
    public GeneratedHome As(string derived, Func<string, string> place)
    {
        GeneratedHome home = new(derived, Seed);
        home.Files.AddRange(Files.Select(file => file.Move(place)));
        foreach (((string Session, string Model) key, Used used) in Truth)
            home.Truth.Add(key, used);
        home.Tools.AddRange(Tools);
        foreach ((string session, long? turns) in Turns)
            home.Turns.Add(session, turns);
        foreach ((string session, string family) in Families)
            home.Families.Add(session, family);
        return home;
    }

    public void WriteTo(TestHome home)
    {
        foreach (GeneratedFile file in Files)
            file.WriteTo(home);
    }

    public override string ToString() => $"{Agent} home of seed {Seed}, {Files.Count} files";
}
