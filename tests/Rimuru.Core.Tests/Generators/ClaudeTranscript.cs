using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>How a version of Claude Code writes what it knows of a request.</summary>
internal enum ClaudeStyle
{
    /// <summary>2.1.328: api-request lines, requestRef, queue operations, the final usage on every line.</summary>
    WithRequests,

    /// <summary>Queue operations; output counts that grow from line to line.</summary>
    WithQueue,

    /// <summary>2.0.50: neither; message_start's stub on every line.</summary>
    Plain,
}

/// <summary>Writes one session's transcript, line by line, and bills what it writes.</summary>
internal sealed class ClaudeTranscript
{
    private static readonly string[] Models =
    [
        "claude-opus-4-5-20251101",
        "claude-sonnet-4-5-20250929",
        "claude-haiku-4-5-20251001",
        "house-model-one",
    ];

    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly string? agentId;
    private DateTimeOffset clock;
    private string model;
    private string? compactionModel;

    public ClaudeTranscript(
        GeneratedHome home,
        Random random,
        ClaudeStyle style,
        DateTimeOffset start,
        string sessionId,
        string cwd,
        string? agentId = null
    )
    {
        (this.home, this.random, this.agentId, Style, SessionId, WorkingDirectory) = (home, random, agentId, style, sessionId, cwd);
        clock = start;
        if (style == ClaudeStyle.WithRequests)
            Account = new ClaudeAccount(start);
        model = Models[random.Next(Models.Length)];
        if (style != ClaudeStyle.Plain && agentId is null)
        {
            Lines.Add(
                new JsonObject
                {
                    ["type"] = "queue-operation",
                    ["operation"] = "enqueue",
                    ["timestamp"] = Now(),
                    ["sessionId"] = sessionId,
                    ["content"] = "do it",
                }
            );
        }
    }

    public ClaudeStyle Style { get; }

    public string SessionId { get; }

    public string WorkingDirectory { get; }

    /// <summary>The count of the session's use, in versions that write it; its sub-agents' too.</summary>
    public ClaudeAccount? Account { get; set; }

    public List<JsonObject> Lines { get; } = [];

    public DateTimeOffset Clock => clock;

    public IReadOnlyList<string> Text => [.. Lines.Select(line => line.ToJsonString())];

    public static string NewId(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    public void Turn(int responses)
    {
        Lines.Add(
            Envelope(
                "user",
                new JsonObject
                {
                    ["message"] = new JsonObject { ["role"] = "user", ["content"] = "Add a test for \"usage\" and é" },
                }
            )
        );
        for (int i = 0; i < responses; i++)
        {
            if (random.Next(4) == 0)
                model = Models[random.Next(Models.Length)];
            Respond(hasIds: true);
        }
    }

    /// <summary>A response of which a line is all there is to tell it by.</summary>
    public void RespondWithoutIds(bool withUuid)
    {
        Respond(hasIds: false);
        if (!withUuid)
            Lines[^1].Remove("uuid");
    }

    /// <summary>The end of a run: what the session used so far.</summary>
    public void EndRun()
    {
        if (Account is not null)
            Lines.Add(Account.Write(SessionId));
        compactionModel = null;
    }

    public void Wait(DateTimeOffset until) => clock = until > clock ? until : clock;

    /// <summary>What /compact writes: that it was, and nothing of the request for the summary.</summary>
    public void Compact()
    {
        if (Account is null)
            return;
        compactionModel ??= model;
        TokenUsage tokens = new(
            random.Next(1, 40),
            random.Next(0, 50_000),
            random.Next(3) * 1000,
            random.Next(3) * 700,
            random.Next(20, 3000),
            random.Next(20)
        );
        Lines.Add(Envelope("system", new JsonObject { ["subtype"] = "compact_boundary", ["content"] = "Conversation compacted" }));
        Account.Add(compactionModel, tokens);
        home.Bill(SessionId, compactionModel, tokens);
    }

    public void Noise()
    {
        Lines.Add(Envelope("system", new JsonObject { ["subtype"] = "api_error", ["content"] = "{\"usage\":{\"input_tokens\":99999}}" }));
        Lines.Add(
            Envelope(
                "user",
                new JsonObject
                {
                    ["toolUseResult"] = new JsonObject { ["stdout"] = "\"message\":{\"id\":null,\"usage\":{\"output_tokens\":77}}" },
                }
            )
        );
        JsonObject synthetic = Assistant("msg_" + NewId(random), "req", "<synthetic>", default);
        synthetic["isApiErrorMessage"] = true;
        Lines.Add(synthetic);
    }

    /// <summary>What <c>--fork-session</c> writes: the lines of another session under this one's id, as far as they go.</summary>
    public void CopyFrom(ClaudeTranscript origin, int lines)
    {
        foreach (JsonObject line in origin.Lines.Take(lines))
        {
            if ((string?)line["type"] is "queue-operation" or "api-request" or "cost-state")
                continue;
            JsonObject copy = line.DeepClone().AsObject();
            copy["sessionId"] = SessionId;
            if (copy["requestRef"] is not null)
                copy["requestSessionId"] ??= origin.SessionId;
            Lines.Add(copy);
        }
    }

    /// <summary>What a side question writes: a response of the session once more, on a side chain, under another request.</summary>
    public void Replay(JsonObject response, bool keepsTime)
    {
        JsonObject copy = response.DeepClone().AsObject();
        copy["isSidechain"] = true;
        copy["agentId"] = agentId;
        copy["uuid"] = NewId(random);
        copy["requestId"] = "req_" + NewId(random);
        copy.Remove("requestRef");
        if (!keepsTime)
            copy["timestamp"] = Now();
        JsonObject usage = copy["message"]!["usage"]!.AsObject();
        usage["output_tokens"] = (long)usage["output_tokens"]! + random.Next(2) * 500;
        Lines.Add(copy);
    }

    private void Respond(bool hasIds)
    {
        TokenUsage tokens = new(
            random.Next(1, 40),
            random.Next(0, 50_000),
            random.Next(3) * 1000,
            random.Next(3) * 700,
            random.Next(20, 3000),
            0
        );
        if (Style == ClaudeStyle.Plain)
            tokens = tokens with { Output = random.Next(1, 9) };
        else
            tokens = tokens with { Reasoning = random.NextInt64(tokens.Output / 2) };
        string messageId = "msg_" + NewId(random),
            requestId = "req_" + NewId(random),
            requestRef = NewId(random);
        if (Style == ClaudeStyle.WithRequests && hasIds)
        {
            Lines.Add(
                new JsonObject
                {
                    ["type"] = "api-request",
                    ["id"] = requestRef,
                    ["sessionId"] = SessionId,
                    ["timestamp"] = Now(),
                }
            );
        }

        int blocks = hasIds ? random.Next(1, 4) : 1;
        for (int i = 1; i <= blocks; i++)
        {
            bool grows = Style == ClaudeStyle.WithQueue && i < blocks;
            long output = grows ? 1 + tokens.Output * i / (blocks + 3) : tokens.Output;
            JsonObject line = Assistant(
                messageId,
                requestId,
                model,
                tokens with
                {
                    Output = output,
                    Reasoning = Math.Min(tokens.Reasoning, output),
                },
                isEnded: Style != ClaudeStyle.Plain && !grows
            );
            if (Style == ClaudeStyle.WithRequests && hasIds)
                line["requestRef"] = requestRef;
            if (!hasIds)
            {
                line.Remove("requestId");
                line["message"]!.AsObject().Remove("id");
            }

            Use(line, messageId, i, blocks);
            Lines.Add(line);
        }

        home.Tools.AddRange(
            DrawnTools.Of(messageId, hasSkills: true).Select(use => new UsedTool(messageId, tokens, use.Tool, use.Server, use.Skill))
        );
        home.Bill(SessionId, model, tokens);
        Account?.Add(model, tokens);
        if (agentId is null)
            home.Turns[SessionId] = Style == ClaudeStyle.Plain ? null : (home.Turns.GetValueOrDefault(SessionId) ?? 0) + 1;
    }

    /// <summary>Each line of a response has some of its uses of tools; the last one has those that are left.</summary>
    private static void Use(JsonObject line, string messageId, int block, int blocks)
    {
        JsonArray content = line["message"]!["content"]!.AsArray();
        foreach (
            (string id, string tool, _, string? skill) in DrawnTools
                .Of(messageId, hasSkills: true)
                .Skip(block - 1)
                .Take(block == blocks ? 4 : 1)
        )
            content.Add(DrawnTools.Block(id, tool, skill));
    }

    private JsonObject Assistant(string messageId, string requestId, string modelName, TokenUsage t, bool isEnded = true) =>
        Envelope(
            "assistant",
            new JsonObject
            {
                ["message"] = new JsonObject
                {
                    ["id"] = messageId,
                    ["type"] = "message",
                    ["role"] = "assistant",
                    ["model"] = modelName,
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "So be it." }),
                    ["stop_reason"] = isEnded ? "end_turn" : null,
                    ["usage"] = new JsonObject
                    {
                        ["input_tokens"] = t.Input,
                        ["cache_creation_input_tokens"] = t.CacheWrite5m + t.CacheWrite1h,
                        ["cache_read_input_tokens"] = t.CacheRead,
                        ["output_tokens"] = t.Output,
                        ["output_tokens_details"] =
                            Style == ClaudeStyle.Plain ? null : new JsonObject { ["thinking_tokens"] = t.Reasoning },
                        ["cache_creation"] = new JsonObject
                        {
                            ["ephemeral_1h_input_tokens"] = t.CacheWrite1h,
                            ["ephemeral_5m_input_tokens"] = t.CacheWrite5m,
                        },
                        ["service_tier"] = "standard",
                        ["iterations"] = null,
                    },
                },
                ["requestId"] = requestId,
            }
        );

    private JsonObject Envelope(string type, JsonObject rest)
    {
        JsonObject line = new() { ["parentUuid"] = NewId(random), ["isSidechain"] = agentId is not null };
        if (agentId is not null)
            line["agentId"] = agentId;
        foreach ((string name, JsonNode? value) in rest.ToList())
        {
            rest.Remove(name);
            line[name] = value;
        }

        line["type"] = type;
        line["uuid"] = NewId(random);
        line["timestamp"] = Now();
        line["cwd"] = WorkingDirectory;
        line["sessionId"] = SessionId;
        line["version"] = "2.1.328";
        line["gitBranch"] = "main";
        return line;
    }

    private string Now()
    {
        clock = clock.AddMilliseconds(random.Next(20, 90_000));
        return clock.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
