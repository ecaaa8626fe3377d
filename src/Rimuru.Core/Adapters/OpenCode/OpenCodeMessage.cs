using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// The fields of a message that accounting needs: from the <c>data</c> of a row, or from a JSON file of the older storage.
/// </summary>
internal sealed class OpenCodeMessage
{
    public string? SessionId { get; private set; }

    public bool IsAssistant { get; private set; }

    public bool IsUser { get; private set; }

    public string? Provider { get; private set; }

    public string? Model { get; private set; }

    public string? Agent { get; private set; }

    public string? WorkingDirectory { get; private set; }

    public long? CreatedMs { get; private set; }

    public long? CompletedMs { get; private set; }

    /// <summary>The time of the row around it; a copy may have another one.</summary>
    public long? RowMs { get; set; }

    /// <summary>The tokens that identify copies of the message: its own, or those of its steps if it has none.</summary>
    public OpenCodeUsage? Tokens { get; private set; }

    /// <summary>The used tokens: the message's own are only those of its last step.</summary>
    public OpenCodeUsage? Used { get; private set; }

    public int Requests { get; private set; } = 1;

    /// <summary>Null if the agent did not know: it writes 0 for plans and for models without a price.</summary>
    public NanoUsd? CostNano { get; private set; }

    public bool HasTokens => Tokens is { IsZero: false };

    /// <summary>True for a message that ended well but has no tokens, because the provider's usage was not understood.</summary>
    public bool LacksTokens => IsAssistant && Used is null or { IsZero: true } && CompletedMs is not null && !HasError;

    /// <summary>True if the row may still change: OpenCode 2 repeats a failed request in the same row.</summary>
    public bool IsOpen =>
        Type switch
        {
            null => CompletedMs is null,
            "compaction" => Status is "running",
            _ => CompletedMs is null || HasError,
        };

    /// <summary>The type of a row of OpenCode 2; null for a message of earlier versions, which has a role.</summary>
    private string? Type { get; init; }

    private string? Status { get; set; }

    private string? Outcome { get; set; }

    private string? Finish { get; set; }

    private string? Error { get; set; }

    private bool HasError { get; set; }

    /// <summary>The state of the turn if this is the session's last message.</summary>
    public SessionEnd End =>
        this switch
        {
            { Type: "idle" } => OutcomeEnd,
            { IsAssistant: false } => SessionEnd.OpenTurn,
            { Error: "MessageAbortedError" or "aborted" } => SessionEnd.Cancelled,
            { HasError: true } => SessionEnd.Failed,
            { CompletedMs: null } or { Finish: "tool-calls" } => SessionEnd.OpenTurn,
            _ => SessionEnd.Completed,
        };

    private SessionEnd OutcomeEnd =>
        Outcome switch
        {
            "succeeded" => SessionEnd.Completed,
            "failed" => SessionEnd.Failed,
            "interrupted" => SessionEnd.Cancelled,
            _ => SessionEnd.Unknown,
        };

    /// <param name="json">The message.</param>
    /// <param name="names">The reader's names.</param>
    /// <param name="sink">Receives invalid numbers.</param>
    /// <param name="type">The type of the row, in OpenCode 2.</param>
    public static OpenCodeMessage Parse(ReadOnlySpan<byte> json, NameTable names, RowSink sink, string? type = null)
    {
        OpenCodeMessage result = new()
        {
            Type = type,
            IsAssistant = type is "assistant" or "compaction",
            IsUser = type is "user",
        };
        Utf8JsonReader reader = new(json, Json.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Not an object.");
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "role"u8))
                result.ReadRole(ref reader);
            else if (Json.Is(ref reader, "sessionID"u8))
                result.SessionId = names.Read(ref reader);
            else if (Json.Is(ref reader, "providerID"u8))
                result.Provider = names.Read(ref reader) ?? result.Provider;
            else if (Json.Is(ref reader, "modelID"u8))
                result.Model = names.Read(ref reader) ?? result.Model;
            else if (Json.Is(ref reader, "model"u8))
                result.ReadModel(ref reader, names);
            else if (Json.Is(ref reader, "agent"u8))
                result.Agent = names.Read(ref reader) ?? result.Agent;
            else if (Json.Is(ref reader, "mode"u8))
                result.Agent ??= names.Read(ref reader);
            else if (Json.Is(ref reader, "time"u8))
                result.ReadTime(ref reader);
            else if (Json.Is(ref reader, "tokens"u8))
                result.Tokens = result.Used = OpenCodeUsage.Read(ref reader, sink);
            else if (Json.Is(ref reader, "cost"u8))
                result.CostNano = ReadCost(ref reader);
            else if (Json.Is(ref reader, "status"u8))
                result.Status = names.Read(ref reader);
            else if (Json.Is(ref reader, "outcome"u8))
                result.Outcome = names.Read(ref reader);
            else if (Json.Is(ref reader, "finish"u8))
                result.Finish = names.Read(ref reader);
            else if (Json.Is(ref reader, "error"u8))
                result.ReadError(ref reader, names);
            else if (Json.Is(ref reader, "path"u8))
                result.ReadPath(ref reader, names);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        while (reader.Read()) { }

        return result;
    }

    /// <param name="steps">The message's steps.</param>
    /// <param name="isCostTooHigh">True if its own cost includes that of others.</param>
    public void Take(OpenCodeSteps steps, bool isCostTooHigh)
    {
        if (!HasTokens && steps.Count > 0)
            (Tokens, Used, Requests) = (steps.Tokens, steps.Tokens, steps.Count);
        else if (steps.Count > 1 && steps.Tokens.Sum >= Tokens?.Sum)
            (Used, Requests) = (steps.Tokens, steps.Count);
        if (steps.CostNano.Value > 0 && (isCostTooHigh || CostNano is null))
            CostNano = steps.CostNano;
    }

    /// <summary>Reads tokens and cost of a <c>step-finish</c> part; false for other types.</summary>
    public static bool TryReadStep(ReadOnlySpan<byte> json, RowSink sink, out OpenCodeUsage tokens, out NanoUsd costNano)
    {
        bool isStep = false;
        (tokens, costNano) = (default, default);
        Utf8JsonReader reader = new(json, Json.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "type"u8))
            {
                isStep = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("step-finish"u8);
                if (!isStep)
                    return false;
            }
            else if (Json.Is(ref reader, "tokens"u8))
                tokens = OpenCodeUsage.Read(ref reader, sink) ?? default;
            else if (Json.Is(ref reader, "cost"u8))
                costNano = ReadCost(ref reader) ?? default;
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }

        return isStep;
    }

    private void ReadRole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return;
        IsAssistant = reader.ValueTextEquals("assistant"u8);
        IsUser = reader.ValueTextEquals("user"u8);
    }

    private static NanoUsd? ReadCost(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal cost) ? ReportedCost.Known(cost) : null;

    private void ReadModel(ref Utf8JsonReader reader, NameTable names)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "providerID"u8))
                Provider ??= names.Read(ref reader);
            else if (Json.Is(ref reader, "modelID"u8) || Json.Is(ref reader, "id"u8))
                Model ??= names.Read(ref reader);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }

    private void ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "created"u8))
                CreatedMs = Timestamps.TryRead(ref reader, out long created) ? created : null;
            else if (Json.Is(ref reader, "completed"u8))
                CompletedMs = Timestamps.TryRead(ref reader, out long completed) ? completed : null;
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }

    private void ReadError(ref Utf8JsonReader reader, NameTable names)
    {
        HasError = reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "name"u8) || Json.Is(ref reader, "type"u8))
                Error ??= names.Read(ref reader);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }

    private void ReadPath(ref Utf8JsonReader reader, NameTable names)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (Json.Next(ref reader))
        {
            if (Json.Is(ref reader, "cwd"u8))
                WorkingDirectory = names.Read(ref reader);
            else
                Json.SkipProperty(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                reader.Skip();
        }
    }
}
