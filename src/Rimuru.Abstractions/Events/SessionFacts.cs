using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>What events of sessions tell.</summary>
public abstract record SessionFacts : RimuruEvent
{
    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The session that started it; null if a user did.</summary>
    public string? ParentSessionId { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>The git branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The title, in the form of <c>sharing.titles</c>.</summary>
    public string? Title { get; init; }

    /// <summary>The folder, in the form of <c>sharing.paths</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>The time of its first line.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => SessionId;
}
