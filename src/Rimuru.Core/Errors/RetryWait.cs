using System.Net.Http.Headers;

namespace Rimuru.Core.Errors;

/// <summary>The wait that a server asks for.</summary>
internal static class RetryWait
{
    /// <summary>More seconds than a header that .NET reads can have; whoever waits has a limit of its own.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    /// <summary>The wait of the header Retry-After, which is in seconds or until a date; null without one.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values) && IsTooLong(values.ToString().Trim()))
            return Longest;
        RetryConditionHeaderValue? header = headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool IsTooLong(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && !int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);
}
