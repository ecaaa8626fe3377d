using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Rimuru.Core.Errors;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>The answer of a source.</summary>
/// <param name="Models">Its models; null if nothing has changed.</param>
/// <param name="ETag">The entity tag for the next request; null if there was none, or more than one page.</param>
internal sealed record ModelAnswer(IReadOnlyList<ListedModel>? Models, string? ETag);

/// <summary>
/// Fetches all pages of a source through the pipeline <c>api</c>. Keys are sent in headers only; errors contain neither keys nor bodies.
/// </summary>
internal sealed class ModelFetcher(Resilience resilience, TimeProvider time)
{
    /// <summary>The largest answer that is read, after decompression.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int MostPages = 1000;

    /// <summary>
    /// Fetches all pages. E5001: the source cannot be reached. E5002: it refused the key. E5003: its answer has the wrong format.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="baseUrl">Its base URL.</param>
    /// <param name="key">The API key; null for none.</param>
    /// <param name="etag">The entity tag of the last answer.</param>
    /// <param name="stop">Cancels the fetch.</param>
    public async Task<ModelAnswer> Fetch(IModelSyncProvider source, Uri baseUrl, ApiKey? key, string? etag, CancellationToken stop)
    {
        // No redirects: they would send the key to another host.
        using SocketsHttpHandler handler = new()
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = key is null,
            MaxAutomaticRedirections = 3,
        };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        List<ListedModel> models = [];
        HashSet<string> pages = new(StringComparer.Ordinal);
        string? next = source.FirstPage,
            mark = null;
        try
        {
            while (next is not null)
            {
                if (!pages.Add(next) || pages.Count > MostPages)
                    throw new FormatException("it has too many pages, or links back to one");
                Uri address = Below(baseUrl, next);
                bool isFirst = pages.Count == 1;
                (byte[]? body, string? tag) = await resilience
                    .Api(source.Name, token => Get(client, source, address, key?.Value, isFirst ? etag : null, token), stop)
                    .ConfigureAwait(false);
                if (body is null)
                    return new ModelAnswer(null, etag);
                next = Read(source, body, models);
                mark = isFirst && next is null ? tag : null;
            }
        }
        catch (ApiException e)
        {
            // Google answers a wrong key with 400.
            bool isRefused = key is not null && e.Status is (400 or 401 or 403);
            throw new RimuruException(
                isRefused ? ErrorCodes.SyncUnauthorized : ErrorCodes.SyncFailed,
                isRefused
                    ? $"{source.Name} refused the key of {key!.Origin}: {e.Message}."
                    : $"{source.Name} at {baseUrl.GetLeftPart(UriPartial.Path)} cannot be reached: {e.Message}.",
                source.Name,
                e
            );
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidDataException)
        {
            string what = e is JsonException json
                ? $"not valid JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1})"
                : e.Message;
            throw new RimuruException(ErrorCodes.SyncPayload, $"The answer of {source.Name} cannot be used: {what}.", source.Name, e);
        }

        return models.Count > 0
            ? new ModelAnswer(models, mark)
            : throw new RimuruException(
                ErrorCodes.SyncPayload,
                $"The answer of {source.Name} cannot be used: it lists no models.",
                source.Name
            );
    }

    /// <summary>Reads one page. Invalid text and numbers out of range are format errors too.</summary>
    private static string? Read(IModelSyncProvider source, byte[] body, List<ListedModel> models)
    {
        try
        {
            using JsonDocument page = JsonDocument.Parse(body);
            return source.Read(page.RootElement, models);
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException)
        {
            throw new FormatException(e is OverflowException ? "a number in it is out of range" : "a text in it is not valid Unicode", e);
        }
    }

    /// <summary>One attempt: the whole body, or null if it has not changed.</summary>
    private async Task<(byte[]? Body, string? ETag)> Get(
        HttpClient client,
        IModelSyncProvider source,
        Uri address,
        string? key,
        string? etag,
        CancellationToken stop
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Rimuru", typeof(ModelFetcher).Assembly.GetName().Version!.ToString(3)));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach ((string name, string value) in source.Headers(key))
            request.Headers.TryAddWithoutValidation(name, value);
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        try
        {
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop)
                .ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified && etag is not null)
                return (null, etag);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Failed(response);
            return (await Read(response.Content, stop).ConfigureAwait(false), response.Headers.ETag?.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The underlying failure, such as DNS, connection or certificate. Its message may contain the address but no header.
            throw new ApiException(e.InnerException?.Message ?? e.Message, isTransient: true, inner: e);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException)
        {
            throw new FormatException("its compressed body is damaged", e);
        }
    }

    private ApiException Failed(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        bool mayPass = status is 408 or 425 or 429 or >= 500;
        return new ApiException(
            $"the answer was {status} {response.ReasonPhrase}".TrimEnd(),
            mayPass,
            status,
            mayPass ? RetryWait.Of(response.Headers, time) : null
        );
    }

    private static async Task<byte[]> Read(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentLength > LargestBody)
            throw TooLarge();
        using Stream stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        using MemoryStream body = new();
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is var read and > 0)
        {
            if (body.Length + read > LargestBody)
                throw TooLarge();
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static FormatException TooLarge() => new($"it is larger than {LargestBody / 1024 / 1024} MiB");

    private static Uri Below(Uri baseUrl, string page) => new(baseUrl.AbsoluteUri.TrimEnd('/') + "/" + page);
}
