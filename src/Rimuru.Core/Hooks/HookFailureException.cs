namespace Rimuru.Core.Hooks;

/// <summary>A delivery did not work. The message says why, without a secret.</summary>
internal sealed class HookFailureException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if the same event can never be delivered, so that it is not tried again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>True if the receiver wants no more events: the hook is disabled.</summary>
    public bool IsOver { get; init; }

    /// <summary>How long the receiver asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
