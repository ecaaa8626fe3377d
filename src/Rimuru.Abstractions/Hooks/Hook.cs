namespace Rimuru;

/// <summary>What is to happen when an event happens.</summary>
public sealed record Hook
{
    /// <summary>Its name, which ignores case.</summary>
    public required string Name { get; init; }

    /// <summary>The events that it wants.</summary>
    public IReadOnlyList<EventKind> Event { get; init; } = [];

    /// <summary>Only custom events with these names, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> CustomName { get; init; } = [];

    /// <summary>What happens.</summary>
    public HookHandler Handler { get; init; }

    /// <summary>The settings of the handler, such as <c>Url</c>. Of secrets it has only the names.</summary>
    public IReadOnlyDictionary<string, string> Setting { get; init; } = new Dictionary<string, string>();

    /// <summary>Only events about these agents, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Agent { get; init; } = [];

    /// <summary>Only events about these projects, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Project { get; init; } = [];

    /// <summary>Only events about these models, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Model { get; init; } = [];

    /// <summary>Only events about these git branches, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Branch { get; init; } = [];

    /// <summary>Only events about these machines, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Machine { get; init; } = [];

    /// <summary>Only events about these users, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> User { get; init; } = [];

    /// <summary>Only events with at least this cost in USD; null for all.</summary>
    public decimal? MinCost { get; init; }

    /// <summary>The order among the hooks of one event: the lowest first.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>How long one delivery may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>False if it gets no events now.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The only machine that delivers it; null for any.</summary>
    public string? OnMachine { get; init; }

    /// <summary>The only user who delivers it; null for any.</summary>
    public string? OfUser { get; init; }

    /// <summary>True if this user lets this machine deliver it as it is now.</summary>
    public bool Trusted { get; init; }

    /// <summary>When it was registered or enabled: facts before that are not for it.</summary>
    public DateTimeOffset Registered { get; init; }

    /// <summary>True if it was told of the sessions before that.</summary>
    public bool IncludesHistory { get; init; }

    /// <summary>How often it failed since it last worked.</summary>
    public int Failures { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Handler} on {string.Join(", ", Event)})";
}
