using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>A turn of a chat: what was asked, and what the last request for it used.</summary>
internal sealed class CopilotChatTurn
{
    private const string Vendor = "copilot/";

    /// <summary>More milliseconds after the chat's creation than a copy has, which has one for each turn before it.</summary>
    private const long MostTurns = 10_000;

    /// <summary>More models than a turn uses.</summary>
    private const int MostModels = 64;

    public string? Id { get; private set; }

    public long? Ms { get; private set; }

    public string? Model => resolved ?? Named(chosen);

    public TokenUsage Tokens => CopilotChatUsage.Of(Math.Max(prompt, promptOfResult), 0, Math.Max(output, outputOfResult), 0);

    /// <summary>The credits of the whole turn, in the unit that the CLI has too.</summary>
    public Credits Credits { get; private set; }

    /// <summary>What the turn used with each model, sub-agents included; empty if the log does not tell.</summary>
    public List<(string? Model, TokenUsage Tokens)> Totals { get; } = [];

    private long? completedMs;
    private string? chosen;
    private string? resolved;
    private long prompt;
    private long output;
    private long promptOfResult;
    private long outputOfResult;

    /// <summary>
    /// True if the turn is in a chat that was forked, as a copy: it then ended when it began, right after the chat was created.
    /// </summary>
    public bool IsCopyIn(long? chatCreatedMs) =>
        Ms is { } ms && completedMs == ms && chatCreatedMs is { } created && ms >= created && ms - created < MostTurns;

    public static CopilotChatTurn Restore(StateReader saved)
    {
        CopilotChatTurn turn = new()
        {
            Id = saved.Text(),
            Ms = saved.OptionalNumber(),
            chosen = saved.Text(),
            resolved = saved.Text(),
            prompt = saved.Number(),
            output = saved.Number(),
            promptOfResult = saved.Number(),
            outputOfResult = saved.Number(),
            Credits = saved.Number() is > 0 and var nano ? new Credits(nano, CopilotUsage.CreditUnit) : default,
            completedMs = saved.OptionalNumber(),
        };
        for (long left = saved.Number(); left > 0; left--)
            turn.Totals.Add((saved.Text(), new TokenUsage(saved.Number(), saved.Number(), 0, 0, saved.Number(), 0)));
        return turn;
    }

    public void Save(StateWriter state)
    {
        state.Add(Id).Add(Ms).Add(chosen).Add(resolved).Add(prompt).Add(output).Add(promptOfResult).Add(outputOfResult).Add(Credits.Nano);
        state.Add(completedMs).Add((long)Totals.Count);
        foreach ((string? model, TokenUsage tokens) in Totals)
            state.Add(model).Add(tokens.Input).Add(tokens.CacheRead).Add(tokens.Output);
    }

    /// <summary>Takes all of a turn.</summary>
    public void Take(JsonElement turn, NameTable names, RowSink sink)
    {
        foreach ((string name, JsonElement _) in turn.Properties())
            Set(name, turn, Encoding.UTF8.GetBytes(name), names, sink);
    }

    /// <summary>Takes one property of a turn, which an object has under a name of its own.</summary>
    public void Set(string name, JsonElement holder, ReadOnlySpan<byte> property, NameTable names, RowSink sink)
    {
        switch (name)
        {
            case "requestId":
                Id = holder.Text(property, names);
                break;
            case "timestamp":
                Ms = holder.Time(property);
                break;
            case "modelId":
                chosen = holder.Text(property, names);
                break;
            case "promptTokens":
                prompt = holder.Tokens(property, sink);
                break;
            case "completionTokens":
                output = holder.Tokens(property, sink);
                break;
            case "copilotCredits":
                Credits = holder.CreditsOf(property, CopilotUsage.CreditUnit);
                break;
            case "modelState":
                completedMs = holder.Get(property).Time("completedAt"u8);
                break;
            case "modelTotals":
                TakeTotals(holder.Get(property), names, sink);
                break;
            case "result":
                TakeMetadata(holder.Get(property).Get("metadata"u8), names, sink);
                break;
            default:
                break;
        }
    }

    public void TakeMetadata(JsonElement about, NameTable names, RowSink sink)
    {
        promptOfResult = about.Tokens("promptTokens"u8, sink);
        outputOfResult = about.Tokens("outputTokens"u8, sink);
        resolved = about.Text("resolvedModel"u8, names) ?? resolved;
    }

    private void TakeTotals(JsonElement totals, NameTable names, RowSink sink)
    {
        Totals.Clear();
        foreach (JsonElement total in totals.Items().Take(MostModels))
        {
            string? model = Named(total.Text("model"u8, names));
            TokenUsage tokens = CopilotChatUsage.Of(
                total.Tokens("inputTokens"u8, sink),
                total.Tokens("cachedTokens"u8, sink),
                total.Tokens("outputTokens"u8, sink),
                0
            );
            if (!tokens.IsZero && !Totals.Exists(known => known.Model == model))
                Totals.Add((model, tokens));
        }
    }

    private static string? Named(string? model) =>
        model?.StartsWith(Vendor, StringComparison.Ordinal) == true ? model[Vendor.Length..] : model;
}
