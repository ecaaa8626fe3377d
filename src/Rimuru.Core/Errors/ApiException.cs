namespace Rimuru.Core.Errors;

/// <summary>A request to an API that failed. The message says what happened and never holds a body, a key or a query.</summary>
/// <param name="message">What happened, in words that follow the API's name.</param>
/// <param name="isTransient">True where trying again may help.</param>
/// <param name="status">The status of the answer; null where there was none.</param>
/// <param name="retryAfter">How long the server asked to wait.</param>
/// <param name="inner">The cause.</param>
internal sealed class ApiException(string message, bool isTransient, int? status = null, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTransient { get; } = isTransient;

    public int? Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
