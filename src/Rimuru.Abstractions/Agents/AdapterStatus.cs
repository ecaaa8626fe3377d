namespace Rimuru;

/// <summary>Whether an adapter is connected to its agent's data.</summary>
public enum AdapterStatus
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>The data exists and can be read.</summary>
    Connected,

    /// <summary>There is no data, or the adapter was disconnected.</summary>
    Disconnected,

    /// <summary>The data exists but cannot be read.</summary>
    Error,
}
