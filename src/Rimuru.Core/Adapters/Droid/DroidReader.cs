using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Reads a session's settings, which have one sum and one model for the session but no requests.</summary>
internal sealed partial class DroidReader : FileLogReader
{
    /// <summary>
    /// Below the time of any log: the time of a file is that of its copy. Above the output, by which earlier readers ranked.
    /// </summary>
    private const long WithoutLog = 1L << 40;

    /// <summary>Ranks a sum above the same one of an earlier reader, which read it otherwise.</summary>
    private const long WithinOutput = 1L << 45;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        NameTable names = new();
        using JsonDocument document = JsonFields.ParseFile(path);
        JsonElement root = document.RootElement;
        JsonElement usage = root.Get("tokenUsage"u8);
        TokenUsage all = DroidUsage.Of(usage, sink);
        if (all.IsZero)
            return;
        bool holdsThinking = DroidUsage.HoldsThinking(usage, all);

        string? model = root.Text("model"u8, names);
        DroidAbout about = DroidLog.Read(DroidLocations.LogOf(path), needsModel: model is null, names);
        string name = Path.GetFileName(path)[..^DroidLocations.SettingsEnding.Length];
        SessionRow session = new(new SessionRef(DroidIdentity.Agent, name))
        {
            WorkingDirectory = about.WorkingDirectory,
            Title = about.Title,
        };
        long ms = about.LastMs ?? sink.FileModifiedMs;
        session.Seen(root.Time("providerLockTimestamp"u8) ?? ms);
        session.Seen(ms);
        sink.Batch.Sessions.Add(session);
        sink.Add(
            new UsageRow
            {
                Key = DroidIdentity.OfSum(session.Session),

                // The sum only grows: of two copies the larger one is later, and of equal ones that whose log ends later. The settings
                // may be given a model afterwards.
                // Earlier readers always added the thinking.
                Rank = Rank.Above(
                    all.Total,
                    (2 * (about.LastMs ?? WithoutLog)) + (model is null ? 0 : 1) + (holdsThinking ? WithinOutput : 0)
                ),
                OwnerRank = new Rank(about.WorkingDirectory is null ? 0 : 1, 0),
                UnixMs = ms,
                Tokens = holdsThinking ? all with { Output = all.Output - all.Reasoning } : all,
                Requests = 1,
                Evidence = UsageEvidence.Inferred,
                Provider = SellerOf(root.Text("providerLock"u8, names)),
                Model = ModelOf(model ?? about.Model),
                Terms = PriceTerms.Sum,
                Credits = usage.CreditsOf(DroidUsage.Credits, DroidUsage.CreditUnit),
                Session = session.Session,
                Folder = about.WorkingDirectory,
            }
        );
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    /// <summary>Cleans Droid's own model names, such as <c>Claude-Sonnet-4-[Anthropic]</c> and <c>custom:GPT-5-[Proxy]-0</c>.</summary>
    private static string? ModelOf(string? model)
    {
        if (model is null)
            return null;
        if (model.StartsWith("custom:", StringComparison.Ordinal))
            model = model["custom:".Length..];
        return Ending().Replace(model, "").ToLowerInvariant();
    }

    /// <summary>The provider; null for an API that many providers use.</summary>
    private static string? SellerOf(string? provider) => provider == "generic-chat-completion-api" ? null : provider;

    /// <summary>Matches the endpoint that the user named, and the number of the model in the user's list.</summary>
    [GeneratedRegex(@"(?<=.)-\[[^\]]*\](-\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}
