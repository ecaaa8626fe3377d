namespace Rimuru.Core.Tests.Adapters;

/// <summary>Transcript lines, as short as they may be.</summary>
internal static class ClaudeCodeLines
{
    public const string Log = ".claude/projects/-work-shop/one.jsonl";

    /// <summary>An id as the API makes them: nobody could have chosen it.</summary>
    public const string ApiId = "msg_01AbCdEfGhIjKlMnOpQrStUv";

    /// <summary>An assistant line; what is given comes on top of a valid one.</summary>
    public static string Assistant(
        string id = ApiId,
        string usage = """ "input_tokens":10,"output_tokens":5 """,
        string session = "one",
        string model = "claude-sonnet-4-5",
        string time = "2026-07-01T10:00:00.000Z",
        string extra = "",
        string message = ""
    ) =>
        "{"
        + $""" "type":"assistant","sessionId":"{session}","uuid":"u-{id}","timestamp":"{time}","cwd":"/work/shop","gitBranch":"main",{extra}"message": """
        + "{"
        + $""" "role":"assistant",{message}"model":"{model}","id":"{id}","usage": """
        + "{"
        + usage
        + "}}}";

    public static UsageRecord Only(this TestHome home) => home.Records().ShouldHaveSingleItem();

    public static TokenUsage Tokens(this UsageRecord r) =>
        new(r.InputTokens, r.CacheReadTokens, r.CacheWrite5mTokens, r.CacheWrite1hTokens, r.OutputTokens, r.ReasoningTokens);
}
