namespace Rimuru;

/// <summary>How an adapter stands to its agent's data.</summary>
public enum AdapterStatus
{
    /// <summary>Nobody has tried yet.</summary>
    Unknown,

    /// <summary>The data is there and can be read.</summary>
    Connected,

    /// <summary>There is no data, or the adapter was disconnected.</summary>
    Disconnected,

    /// <summary>The data is there and cannot be read.</summary>
    Error,
}
