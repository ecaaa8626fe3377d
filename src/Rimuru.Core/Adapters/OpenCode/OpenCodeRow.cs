using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>Makes a usage row of a message.</summary>
internal static class OpenCodeRow
{
    public static UsageRow Make(OpenCodeFamily family, OpenCodeSession session, OpenCodeMessage message, RecordKey key, bool isDatabase, long fallbackMs)
    {
        long createdMs = session.CreatedMs ?? long.MaxValue;
        return new UsageRow
        {
            Key = key,
            Rank = new Rank((message.CostNano is null ? 0 : 4) + (isDatabase ? 2 : 0) + (message.Tokens?.Total is null && message.Requests == 1 ? 0 : 1), -createdMs),
            OwnerRank = new Rank(-createdMs, session.Session.Tie),
            UnixMs = message.CreatedMs ?? session.CreatedMs ?? fallbackMs,
            Tokens = message.Used!.Value.Usage(session.HasReasoningInOutput(family, message.Provider)),
            Requests = (byte)Math.Min(message.Requests, byte.MaxValue),
            Evidence = UsageEvidence.Recorded,
            Provider = message.Provider,
            Model = message.Model,
            ReportedNano = message.CostNano,
            Session = session.Session,
            SubAgent = session.SubAgentOf(message),
            Folder = session.Directory ?? message.WorkingDirectory,
        };
    }
}
