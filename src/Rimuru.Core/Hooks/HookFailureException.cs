using Rimuru.Core.Config;

namespace Rimuru.Core.Hooks;

/// <summary>A delivery did not work. The message says why, without a secret.</summary>
internal sealed class HookFailureException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int LongestText = 300;

    /// <summary>What another program or library complains of, as a message: short, and without what may be a secret.</summary>
    public static string TextOf(string complaint)
    {
        string text = Redaction.Redact(complaint);
        return text.Length > LongestText ? text[..LongestText] + "…" : text;
    }

    /// <summary>True if the same event can never be delivered, so that it is not tried again.</summary>
    public bool IsFinal { get; init; }

    /// <summary>True if the receiver wants no more events: the hook is disabled.</summary>
    public bool IsOver { get; init; }

    /// <summary>How long the receiver asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
