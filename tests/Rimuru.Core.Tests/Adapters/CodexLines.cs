namespace Rimuru.Core.Tests.Adapters;

/// <summary>Rollout lines, as short as they may be. Times are seconds from 2026-05-01T10:00:00Z.</summary>
internal static class CodexLines
{
    public const string Log = ".codex/sessions/2026/05/01/rollout-2026-05-01T10-00-00-one.jsonl";

    /// <summary>The file of another thread.</summary>
    public static string FileOf(string id) => $".codex/sessions/2026/05/01/rollout-2026-05-01T10-00-00-{id}.jsonl";

    public static string Meta(string id = "one", double at = 0, string extra = "") =>
        Line("session_meta", $""" "id":"{id}",{extra}"timestamp":"{Time(at)}","cwd":"/work/shop","git":{"{"} "branch":"main" {"}"} """, at);

    public static string Model(string model, double at = 1) => Line("turn_context", $""" "model":"{model}" """, at);

    public static string Task(double started, double at) =>
        Line(
            "event_msg",
            $""" "type":"task_started","started_at":{new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(started).ToUnixTimeSeconds()} """,
            at
        );

    /// <summary>A token count; usages are input, cached, output.</summary>
    public static string Count(double at, (long, long, long)? total, (long, long, long)? last) =>
        Line(
            "event_msg",
            $""" "type":"token_count","info":{"{"} "total_token_usage":{Usage(total)},"last_token_usage":{Usage(last)} {"}"} """,
            at
        );

    public static string Record(
        double at,
        string response,
        (long, long, long) usage,
        (long, long, long)? total = null,
        string thread = "one"
    ) =>
        Line(
            "token_usage_record",
            $""" "thread_id":"{thread}","response_id":"{response}","usage":{Usage(usage)},"thread_token_usage":{Usage(total)} """,
            at
        );

    public static string Line(string type, string payload, double at) =>
        "{" + $""" "timestamp":"{Time(at)}","type":"{type}","payload": """ + "{" + payload + "}}";

    /// <summary>What was counted, in the order of time: session, input without the cached part, cached, output.</summary>
    public static List<(string Session, long Input, long Cached, long Output)> Counted(this TestHome home)
    {
        List<UsageRecord> records = home.Records();
        LedgerAudit.Check(home.Database);
        return [.. records.Select(r => (r.SessionId, r.InputTokens, r.CacheReadTokens, r.OutputTokens))];
    }

    private static string Time(double at) =>
        new DateTime(2026, 5, 1, 10, 0, 0, DateTimeKind.Utc)
            .AddSeconds(at)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Usage((long Input, long Cached, long Output)? u) =>
        u is not { } x
            ? "null"
            : "{"
                + $""" "input_tokens":{x.Input},"cached_input_tokens":{x.Cached},"output_tokens":{x.Output},"total_tokens":{x.Input + x.Output} """
                + "}";
}
