using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.CodeBuddy;

/// <summary>Reads a session: answers and calls of tools, of which one of each request has its usage.</summary>
internal sealed class CodeBuddyReader : LineLogReader
{
    private readonly NameTable names = new();
    private readonly string file;
    private SessionRow? session;
    private long? lastMs;

    public CodeBuddyReader(string path, ReadOnlySpan<byte> state)
    {
        file = NameTable.Clean(Path.GetFileNameWithoutExtension(path)) ?? "session";
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        if (saved.Text() is { } id)
            session = new SessionRow(new SessionRef(CodeBuddyIdentity.Agent, id))
            {
                WorkingDirectory = saved.Text(),
                Turns = saved.OptionalNumber(),
            };
        lastMs = session is null ? null : saved.OptionalNumber();
    }

    public override void Line(ReadOnlySpan<byte> line, RowSink sink)
    {
        using JsonDocument document = JsonFields.Parse(line);
        JsonElement root = document.RootElement,
            data = root.Get("providerData"u8),
            message = root.Get("message"u8);
        session ??= new SessionRow(new SessionRef(CodeBuddyIdentity.Agent, root.Text("sessionId"u8, names) ?? file));
        session.WorkingDirectory ??= root.Text("cwd"u8, names);
        lastMs = root.Time("timestamp"u8) ?? lastMs;
        if (lastMs is { } seen)
            session.Seen(seen);
        if (root.Is("type"u8, "ai-title"))
            session.Title = root.Text("aiTitle"u8, names) ?? root.Text("title"u8, names) ?? session.Title;
        if (root.Is("role"u8, "user"))
            session.Turns = (session.Turns ?? 0) + 1;
        TokenUsage tokens = CodeBuddyUsage.Of(data, sink);
        bool isOfMessage = tokens.IsZero;
        if (isOfMessage)
            tokens = CodeBuddyUsage.OfMessage(message.Get("usage"u8), sink);
        string? request = data.Text("messageId"u8, names) ?? (isOfMessage ? message.Text("id"u8, names) : null);
        if (tokens.IsZero || (request ?? root.Text("id"u8, names)) is not { } id)
            return;
        long ms = lastMs ?? sink.FileModifiedMs;
        Credits credits = data.Get("rawUsage"u8).CreditsOf("credit"u8, CodeBuddyUsage.CreditUnit);
        sink.Add(
            new UsageRow
            {
                Key = CodeBuddyIdentity.OfRequest(session.Session.SessionId, id),
                Rank = new Rank(tokens.Output, credits.Nano),
                OwnerRank = new Rank(0, -ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model =
                    Named(data.Text("model"u8, names))
                    ?? Named(data.Text("requestModelId"u8, names))
                    ?? Named(message.Text("model"u8, names)),
                Credits = credits,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }

    /// <summary>The name of a model; null for the choice of one.</summary>
    private static string? Named(string? model) => string.Equals(model, "auto", StringComparison.OrdinalIgnoreCase) ? null : model;

    public override void Finish(RowSink sink)
    {
        if (session?.LastMs is not null)
            sink.Batch.Sessions.Add(session);
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        if (session is null)
            return state.Add((string?)null).ToArray();
        return state.Add(session.Session.SessionId).Add(session.WorkingDirectory).Add(session.Turns).Add(lastMs).ToArray();
    }
}
