namespace Rimuru;

/// <summary>A dashboard that runs in this session: pages about the ledger in a browser of this machine.</summary>
public sealed record Dashboard
{
    /// <summary>Its address. A browser that has not signed in is told how to.</summary>
    public required Uri Url { get; init; }

    /// <summary>The port of 127.0.0.1 that it listens on.</summary>
    public int Port => Url.Port;

    /// <summary>The ledger that it shows: a file, or the URL of a server without its password.</summary>
    public required string Ledger { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// A file of the user's own that signs a browser in when it is opened there, once and within a minute; null if none was asked for.
    /// </summary>
    public string? SignInFile { get; init; }
}
