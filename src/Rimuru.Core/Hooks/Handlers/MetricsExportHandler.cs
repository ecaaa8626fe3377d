using System.Text;
using System.Text.Json;
using Rimuru.Core.Config;
using Rimuru.Core.Files;

namespace Rimuru.Core.Hooks.Handlers;

/// <summary>
/// Writes the ledger's figures, and what is measured of the machine, for a metrics system: a text file for Prometheus, or a request of
/// OTLP.
/// </summary>
internal sealed class MetricsExportHandler(HostEnvironment host) : IHookHandler
{
    private const string PathName = "Path",
        Url = "Url",
        Headers = "Headers";

    private const string Ending = ".prom",
        OtlpPath = "/v1/metrics";

    public HookHandler Kind => HookHandler.MetricsExport;

    public IReadOnlyList<HookSetting> Settings { get; } = [new(PathName), new(Url), new(Headers, IsSecret: true)];

    public IReadOnlyList<EventKind> UsualEvents { get; } = [EventKind.MetricsExport];

    public bool IsOfMachine => true;

    public Hook Check(Hook hook)
    {
        hook = HookSettings.Check(this, hook);
        bool isFile = hook.Setting.TryGetValue(PathName, out string? path);
        if (isFile == hook.Setting.ContainsKey(Url))
            throw HookSettings.Invalid(hook, $"it needs {PathName} or {Url}, and not both.");
        if (!isFile)
        {
            HookAddress.Check(hook, Url, $"store it as a header and name it in {Headers}.");
            return hook;
        }

        if (hook.Setting.ContainsKey(Headers))
            throw HookSettings.Invalid(hook, $"{Headers} are for {Url} only.");
        return path!.EndsWith(Ending, StringComparison.Ordinal)
            ? HookSettings.WithFullPath(hook, PathName, host)
            : throw HookSettings.Invalid(hook, $"{PathName} must end in {Ending}: collectors read no other files.");
    }

    public async Task<HookResult> DeliverAsync(HookDelivery delivery, CancellationToken stop)
    {
        LedgerMetrics metrics = LedgerMetrics.Of(delivery, stop);
        stop.ThrowIfCancellationRequested();
        if (delivery.Setting(PathName) is { } path)
            Write(path, PrometheusText.Of(metrics));
        else
            await SendAsync(delivery, metrics, stop).ConfigureAwait(false);
        return HookResult.Continue;
    }

    private static void Write(string path, string text)
    {
        try
        {
            using FileReplacement file = FileReplacement.Begin(path);
            file.Commit(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HookFailureException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static async Task SendAsync(HookDelivery delivery, LedgerMetrics metrics, CancellationToken stop)
    {
        Uri address =
            HookAddress.Of(delivery.Setting(Url) ?? "")
            ?? throw new HookFailureException($"{Url} must be {HookAddress.Form}.") { IsFinal = true };
        HookPost post = new(
            WithPath(address),
            address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
            OtlpMetrics.Of(metrics, delivery.Means.Time.GetUtcNow())
        )
        {
            Headers = HeadersOf(delivery),
            IsFinal = status => status is not (429 or 502 or 503 or 504),
            IsOver = _ => false,
            IsAnswerRead = true,
        };
        if (RefusedIn(await post.SendAsync(delivery.Means.Time, stop).ConfigureAwait(false)) is { } refused)
            delivery.Means.Warn($"The receiver of the hook {delivery.Hook.Name} refused {refused} data points; they are not sent again.");
    }

    /// <summary>The address of a collector is that of all its signals, or that of metrics itself.</summary>
    private static Uri WithPath(Uri address)
    {
        string path = address.AbsolutePath.TrimEnd('/');
        return path.EndsWith(OtlpPath, StringComparison.Ordinal) ? address : new UriBuilder(address) { Path = path + OtlpPath }.Uri;
    }

    /// <summary>
    /// The headers of a credential as OpenTelemetry's own variable has them: <c>name=value,name=value</c>, percent-encoded.
    /// </summary>
    private static List<(string, string)> HeadersOf(HookDelivery delivery)
    {
        List<(string, string)> headers = [];
        foreach (
            string pair in (delivery.Secret(Headers) ?? "").Split(
                [',', '\n'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !pair[..equals].Trim().All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                throw new HookFailureException(
                    $"The credential {delivery.Setting(Headers)} must be headers: name=value, separated by commas."
                )
                {
                    IsFinal = true,
                };
            }

            headers.Add((pair[..equals].TrimEnd(), Uri.UnescapeDataString(pair[(equals + 1)..].TrimStart())));
        }

        return headers;
    }

    /// <summary>How many points a receiver that took the rest refused, of its answer's <c>partialSuccess</c>; null for none.</summary>
    private static string? RefusedIn(byte[] answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("partialSuccess", out JsonElement partial)
                && partial.ValueKind == JsonValueKind.Object
                && partial.TryGetProperty("rejectedDataPoints", out JsonElement refused)
                && long.TryParse(refused.ToString(), out long count)
                && count > 0
                ? count.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : null;
        }
        catch (JsonException)
        {
            return null; // no answer, or one in protobuf
        }
    }
}
