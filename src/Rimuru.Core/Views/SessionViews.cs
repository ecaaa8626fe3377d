using Rimuru.Core.Reports;
using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of sessions and their records.</summary>
internal static class SessionViews
{
    public static View<Session> Session { get; } =
        new(
            new("SessionId", "Session", Name, 13, s => s.SessionId) { Brief = s => s.ShortId, Expression = "$_.ShortId" },
            new("Agent", "Agent", Name, 11, s => s.Agent),
            new("Cost", "Cost (USD)", Money, 10, s => s.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", s => s.UnpricedRequests)],
            },
            new("TotalTokens", "Tokens", Count, 15, s => s.TotalTokens),
            new("LastActivity", "Last activity", Time, 22, s => s.LastActivity),
            new("Status", "Status", Text, 9, s => s.Status)
            {
                Marks = [new(Emphasis.Bad, "Status", s => s.Status, nameof(SessionStatus.Failed))],
            },
            new("Title", "Title", Name, 20, s => s.Title),
            new("Duration", "Duration", Duration, 11, s => s.Duration),
            new("Project", "Project", Name, 12, s => s.Project),
            new("Requests", "Requests", Count, 9, s => s.Requests) { Shown = Places.Command },
            new("ReportedCredits", "Credits", Name, 14, s => CreditSum.Text(s.ReportedCredits, s.CreditUnit))
            {
                Shown = Places.Command,
                IsOptional = true,
            },
            new("Models", "Model", Name, 19, s => s.Models) { Shown = Places.Command }
        );

    public static View<SessionSummary> Summary { get; } =
        new(
            new("Group", "Group", Name, 11, s => s.Group),
            new("Count", "Sessions", Count, 8, s => s.Count),
            new("Cost", "Cost (USD)", Money, 10, s => s.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", s => s.UnpricedRequests)],
            },
            new("TotalTokens", "Tokens", Count, 15, s => s.TotalTokens),
            new("MedianDuration", "Median time", Duration, 11, s => s.MedianDuration)
        );

    public static View<SessionEvent> Event { get; } =
        new(
            new("Timestamp", "Time", Clock, 14, e => e.Timestamp),
            new("Kind", "Event", Text, 7, e => e.Kind),
            new("Agent", "Agent", Name, 11, e => e.Agent),
            new("Session", "Cost (USD)", Money, 10, e => e.Session.Cost) { Expression = "$_.Session.Cost" },
            new("Session", "Tokens", Count, 12, e => e.Session.TotalTokens) { Expression = "$_.Session.TotalTokens" },
            new("SessionId", "Session", Name, 13, e => e.SessionId) { Brief = e => e.Session.ShortId, Expression = "$_.Session.ShortId" },
            new("Session", "Project", Name, 12, e => e.Session.Project) { Expression = "$_.Session.Project" }
        );

    public static View<UsageRecord> Usage { get; } =
        new(
            new("Timestamp", "Time", Time, 22, r => r.Timestamp),
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost)
            {
                Marks =
                [
                    new(Emphasis.Doubtful, "CostStatus", r => r.CostStatus, nameof(CostStatus.Unpriced)),
                    new(Emphasis.Doubtful, "Evidence", r => r.Evidence, nameof(UsageEvidence.Estimated)),
                ],
            },
            new("TotalTokens", "Tokens", Count, 11, r => r.TotalTokens),
            new("Model", "Model", Name, 19, r => r.Model),
            new("OutputTokens", "Output", Count, 9, r => r.OutputTokens) { Shown = Places.Command },
            new("ReportedCredits", "Credits", Name, 14, r => CreditSum.Text(r.ReportedCredits, r.CreditUnit))
            {
                Shown = Places.Command,
                IsOptional = true,
            },
            new("Agent", "Agent", Name, 11, r => r.Agent),
            new("SessionId", "Session", Name, 13, r => r.SessionId) { Brief = r => r.ShortId, Expression = "$_.ShortId" },
            new("InputTokens", "Input", Count, 9, r => r.InputTokens) { Shown = Places.Command },
            new("CacheReadTokens", "Cache read", Count, 11, r => r.CacheReadTokens) { Shown = Places.Command },
            new("CacheWrite5mTokens", "Cache write", Count, 11, r => r.CacheWrite5mTokens + r.CacheWrite1hTokens)
            {
                Shown = Places.Command,
            },
            new("Project", "Project", Name, 12, r => r.Project) { Shown = Places.Shell },
            new("SubAgent", "Sub-agent", Name, 12, r => r.SubAgent)
        );

    public static View<SyncResult> Sync { get; } =
        new(
            new("Agent", "Agent", Name, 11, r => r.Agent),
            new("FilesRead", "Read", Count, 7, r => r.FilesRead),
            new("BytesRead", "Size", Bytes, 11, r => r.BytesRead),
            new("RecordsAdded", "New", Count, 9, r => r.RecordsAdded),
            new("RecordsChanged", "Changed", Count, 7, r => r.RecordsChanged),
            new("MalformedLines", "Malformed", Count, 9, r => r.MalformedLines),
            new("FilesFound", "Files", Count, 7, r => r.FilesFound) { Shown = Places.Command },
            new("RecordsRetracted", "Retracted", Count, 9, r => r.RecordsRetracted) { Shown = Places.Command }
        );

    public static View<DuplicateSummary> DuplicateSummary { get; } =
        new(
            new("Agent", "Agent", Name, 11, d => d.Agent),
            new("Duplicates", "Copies", Count, 8, d => d.Duplicates),
            new("TotalTokens", "Tokens", Count, 15, d => d.TotalTokens),
            new("Doubtful", "Doubtful", Count, 8, d => d.Doubtful),
            new("Rule", "Rule", Text, 15, d => d.Rule),
            new("File", "File", Name, 20, d => d.File) { Expression = "Split-Path -Leaf $_.File" }
        );

    public static View<DuplicateRecord> Duplicate { get; } =
        new(
            new("Timestamp", "Time", Time, 22, d => d.Timestamp),
            new("Agent", "Agent", Name, 11, d => d.Agent),
            new("TotalTokens", "Tokens", Count, 11, d => d.TotalTokens),
            new("Rule", "Rule", Text, 15, d => d.Rule),
            new("File", "Copy", Name, 19, d => Place(d.File, d.Line))
            {
                Expression = "(Split-Path -Leaf $_.File) + $(if ($_.Line) { ':' + $_.Line })",
            },
            new("KeptFile", "Kept", Name, 19, d => Place(d.KeptFile, d.KeptLine))
            {
                Expression = "if ($_.KeptFile) { (Split-Path -Leaf $_.KeptFile) + $(if ($_.KeptLine) { ':' + $_.KeptLine }) }",
            },
            new("Model", "Model", Name, 19, d => d.Model)
        );

    public static View<Runaway> Runaway { get; } =
        new(
            new("Agent", "Agent", Name, 11, r => r.Agent),
            new("Reason", "Reason", Text, 8, r => r.Reason),
            new("CostPerMinute", "USD/min", Money, 9, r => r.CostPerMinute),
            new("UsualCostPerMinute", "Usual", Money, 9, r => r.UsualCostPerMinute),
            new("Cost", "Cost (USD)", Money, 10, r => r.Cost),
            new("DetectedAt", "Detected", Time, 22, r => r.DetectedAt),
            new("SessionId", "Session", Name, 13, r => r.SessionId) { Brief = r => r.ShortId, Expression = "$_.ShortId" },
            new("IsOngoing", "Ongoing", Text, 7, r => r.IsOngoing),
            new("Project", "Project", Name, 12, r => r.Project)
        );

    private static string? Place(string? file, long? line) => line is null ? file : FormattableString.Invariant($"{file}:{line}");
}
