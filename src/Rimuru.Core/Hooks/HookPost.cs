using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Hooks;

/// <summary>A request of a hook. Nothing of it but its place is in an error, and nothing of an answer but its status.</summary>
/// <param name="Address">The address, which may be a secret.</param>
/// <param name="Place">What errors call it.</param>
/// <param name="Body">The body.</param>
internal sealed record HookPost(Uri Address, string Place, byte[] Body)
{
    /// <summary>How much of an answer is read at most.</summary>
    private const int LargestAnswer = 16 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public string ContentType { get; init; } = MediaTypeNames.Application.Json;

    /// <summary>Headers, whose values may be secrets.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The statuses of a receiver that will never take this event.</summary>
    public Func<int, bool> IsFinal { get; init; } = status => status is 400 or 401 or 403 or 404 or 413;

    /// <summary>The statuses of a receiver that wants no more events.</summary>
    public Func<int, bool> IsOver { get; init; } = status => status is 410;

    /// <summary>True if what the receiver says to a request that it took is of interest.</summary>
    public bool IsAnswerRead { get; init; }

    /// <summary>
    /// Sends the request and returns the beginning of the answer, if it is read. <see cref="HookFailureException"/>: the status is not 2xx.
    /// </summary>
    public async Task<byte[]> SendAsync(TimeProvider time, CancellationToken stop)
    {
        // No redirects: they would send the event and its secrets to another host. A proxy is not for this machine's own addresses, which
        // may be http.
        using SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !Address.IsLoopback,
            MaxResponseDrainSize = 0,
        };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using HttpRequestMessage request = new(HttpMethod.Post, Address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Rimuru", typeof(HookPost).Assembly.GetName().Version!.ToString(3)));
        foreach ((string name, string value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) || !Ascii.IsValid(value))
                throw new HookFailureException($"The header {name} cannot hold the value of its credential.") { IsFinal = true };
        }

        try
        {
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop)
                .ConfigureAwait(false);

            // A request that was taken must not count as failed, and be sent again, because the rest of its answer does not come.
            bool isRead = response.IsSuccessStatusCode ? IsAnswerRead : response.StatusCode == HttpStatusCode.TooManyRequests;
            byte[] answer = isRead ? await ReadAsync(response.Content, stop).ConfigureAwait(false) : [];
            return response.IsSuccessStatusCode ? answer : throw Failed(response, answer, time);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The cause, such as a refused connection or an invalid certificate: the outer message has the address.
            string? why = e.InnerException?.Message ?? (e as HttpRequestException)?.HttpRequestError.ToString();
            throw new HookFailureException($"{Place} cannot be reached: {(why ?? "the answer broke off").TrimEnd('.')}.", e);
        }
    }

    private HookFailureException Failed(HttpResponseMessage response, byte[] answer, TimeProvider time)
    {
        int status = (int)response.StatusCode;
        string problem = status is >= 300 and < 400 ? $"{status}, a redirect, which is not followed" : $"{status}";
        return new HookFailureException($"{Place} answered {problem}.")
        {
            IsFinal = IsFinal(status),
            IsOver = IsOver(status),
            RetryAfter = Earlier(WaitIn(answer) ?? RetryWait.Of(response.Headers, time)),
        };
    }

    private static TimeSpan? Earlier(TimeSpan? wait) => wait > LongestWait ? LongestWait : wait;

    /// <summary>The wait in seconds, with a fraction, that Discord puts into its answer.</summary>
    private static TimeSpan? WaitIn(byte[] answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("retry_after", out JsonElement wait)
                && wait.ValueKind == JsonValueKind.Number
                && wait.TryGetDouble(out double seconds)
                && seconds >= 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
                : null;
        }
        catch (JsonException)
        {
            return null; // an answer of another form
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken stop)
    {
        using Stream stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        byte[] buffer = new byte[LargestAnswer];
        int read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
        return buffer[..read];
    }
}
