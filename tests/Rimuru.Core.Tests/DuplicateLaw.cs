using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests;

/// <summary>
/// What must be true of duplicates: what the logs tell, less what is suppressed, is what the ledger counts of them, in each bucket.
/// </summary>
internal static class DuplicateLaw
{
    /// <summary>Holds for a home whose ledger has read all that is there, and nothing that is gone.</summary>
    public static List<DuplicateRecord> Check(TestHome home)
    {
        using RimuruEngine engine = home.Open();
        ReportFilter all = new();
        List<string> warnings = [];
        DuplicateReport report = engine.Reports.Duplicates(all, warnings.Add, CancellationToken.None);
        List<DuplicateRecord> suppressed = [.. report.Run(all, CancellationToken.None)];

        // No line tells what only an agent's total proves.
        Dictionary<string, UsageRecord> ledger = engine
            .Reports.Usage(all, CancellationToken.None)
            .Where(record => !IsProvedOnly(record))
            .ToDictionary(record => record.Id);
        TokenUsage counted = Sum(
            ledger.Values.Select(r => new TokenUsage(
                r.InputTokens,
                r.CacheReadTokens,
                r.CacheWrite5mTokens,
                r.CacheWrite1hTokens,
                r.OutputTokens,
                r.ReasoningTokens
            ))
        );
        TokenUsage left = Sum(
            suppressed.Select(r => new TokenUsage(
                r.InputTokens,
                r.CacheReadTokens,
                r.CacheWrite5mTokens,
                r.CacheWrite1hTokens,
                r.OutputTokens,
                r.ReasoningTokens
            ))
        );
        (report.RawTokens - left).ShouldBe(counted);
        suppressed
            .Where(r => r.KeptId is not null)
            .ShouldAllBe(r => ledger.ContainsKey(r.KeptId!) && ledger[r.KeptId!].Agent == r.Agent && r.KeptFile != null);
        suppressed.Where(r => r.KeptId is not null).ShouldAllBe(r => ledger[r.KeptId!].SessionId == r.KeptSessionId);
        suppressed.ShouldAllBe(r => File.Exists(r.File));

        TokenUsage summed = Sum(
            DuplicateReport
                .Summarize(suppressed)
                .Select(s => new TokenUsage(
                    s.InputTokens,
                    s.CacheReadTokens,
                    s.CacheWrite5mTokens,
                    s.CacheWrite1hTokens,
                    s.OutputTokens,
                    s.ReasoningTokens
                ))
        );
        summed.ShouldBe(left);
        return suppressed;
    }

    /// <summary>The databases of iCodeMate tell their sums; its transcripts do not.</summary>
    private static bool IsProvedOnly(UsageRecord record) =>
        record.Evidence == UsageEvidence.Inferred
        && (
            record.Agent is "ClaudeCode" or "OpenClaude" or "Goose" or "GrokBuild" or "MistralVibe" or "Mux" or "Pi" or "QwenCode"
            || record is { Agent: "IcodeMate", ServiceTier: not "sum" }
        );

    private static TokenUsage Sum(IEnumerable<TokenUsage> tokens) => tokens.Aggregate(default(TokenUsage), (sum, next) => sum + next);
}
