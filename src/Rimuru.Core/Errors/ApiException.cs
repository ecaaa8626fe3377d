namespace Rimuru.Core.Errors;

/// <summary>A failed request to an API. The message never contains a body, a key or a query.</summary>
/// <param name="message">What happened, phrased to follow the API's name.</param>
/// <param name="isTransient">True if a retry may help.</param>
/// <param name="status">The HTTP status; null if there was no answer.</param>
/// <param name="retryAfter">The wait that the server asked for.</param>
/// <param name="inner">The cause.</param>
internal sealed class ApiException(
    string message,
    bool isTransient,
    int? status = null,
    TimeSpan? retryAfter = null,
    Exception? inner = null
) : Exception(message, inner)
{
    public bool IsTransient { get; } = isTransient;

    public int? Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
