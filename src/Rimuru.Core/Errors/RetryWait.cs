using System.Net.Http.Headers;

namespace Rimuru.Core.Errors;

/// <summary>The wait that a server asks for.</summary>
internal static class RetryWait
{
    /// <summary>The wait of a header, which is in seconds or until a date; null without one.</summary>
    public static TimeSpan? Of(RetryConditionHeaderValue? header, TimeProvider time)
    {
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
