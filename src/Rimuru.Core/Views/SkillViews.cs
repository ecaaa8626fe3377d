using static Rimuru.Core.Views.ColumnKind;

namespace Rimuru.Core.Views;

/// <summary>The tables of skills.</summary>
internal static class SkillViews
{
    public static View<Skill> Skill { get; } =
        new(
            new("Name", "Name", Name, 16, s => s.Name),
            new("Scope", "Scope", Text, 7, s => s.Scope),
            new("Enabled", "Enabled", Flag, 7, s => s.Enabled),
            new("Agents", "Agents", Name, 20, s => s.Agents) { Expression = "$_.Agents -join ', '" },
            new("Version", "Version", Name, 7, s => s.Version),
            new("Source", "Source", Name, 16, s => s.Source),
            new("Path", "Folder", Name, 20, s => s.Path),
            new("Note", "Note", Name, 12, s => s.Note)
        );

    public static View<RemovedSkill> Removed { get; } =
        new(
            new("Name", "Name", Name, 16, r => r.Name),
            new("Id", "Id", Text, 18, r => r.Id),
            new("RemovedAt", "Removed", Time, 22, r => r.RemovedAt),
            new("Reason", "Reason", Text, 9, r => r.Reason),
            new("Path", "Folder", Name, 20, r => r.Path)
        );

    public static View<SkillCheck> Check { get; } =
        new(
            new("Name", "Name", Name, 16, c => c.Name),
            new("Passed", "Passed", Flag, 6, c => c.Passed),
            new("Worst", "Worst", Text, 8, c => c.Worst),
            new("Findings", "Findings", Count, 8, c => c.Findings.Count) { Expression = "$_.Findings.Count" },
            new("Scan", "Scan", Name, 20, c => c.Scan),
            new("Path", "Folder", Name, 20, c => c.Path)
        );

    public static View<SkillFinding> Finding { get; } =
        new(
            new("Skill", "Skill", Name, 14, f => f.Skill),
            new("Severity", "Severity", Text, 8, f => f.Severity),
            new("Rule", "Rule", Text, 12, f => f.Rule),
            new("Line", "Line", Count, 5, f => f.Line),
            new("Message", "Message", Name, 30, f => f.Message),
            new("Path", "File", Name, 24, f => f.Path)
        );

    public static View<SkillMatch> Match { get; } =
        new(
            new("Name", "Name", Name, 18, m => m.Name),
            new("Source", "Source", Name, 24, m => m.Source),
            new("Installed", "Installed", Flag, 9, m => m.Installed),
            new("FoundIn", "Found in", Name, 16, m => m.FoundIn),
            new("Description", "Description", Name, 24, m => m.Description)
        );

    public static View<SkillRecommendation> Recommendation { get; } =
        new(
            new("Name", "Name", Name, 18, r => r.Name),
            new("Source", "Source", Name, 24, r => r.Source),
            new("Basis", "Basis", Text, 8, r => r.Basis),
            new("Reason", "Reason", Name, 30, r => r.Reason),
            new("Agent", "Agent", Text, 10, r => r.Agent)
        );

    public static View<SkillUsage> Usage { get; } =
        new(
            new("Name", "Name", Name, 18, u => u.Name),
            new("Uses", "Uses", Count, 6, u => u.Uses),
            new("Sessions", "Sessions", Count, 8, u => u.Sessions) { Shown = Places.Command },
            new("Cost", "Cost (USD)", Money, 10, u => u.Cost)
            {
                Marks = [new(Emphasis.Doubtful, "UnpricedRequests", u => u.UnpricedRequests)],
            },
            new("TotalTokens", "Tokens", Count, 12, u => u.TotalTokens),
            new("EstimatedListingTokens", "Listed", Count, 8, u => u.EstimatedListingTokens),
            new("Installed", "Installed", Flag, 9, u => u.Installed),
            new("Agents", "Agents", Name, 14, u => u.Agents) { Expression = "$_.Agents -join ', '" },
            new("LastUse", "Last use", Time, 22, u => u.LastUse)
        );

    public static View<SkillTranslation> Translation { get; } =
        new(
            new("Name", "Name", Name, 16, t => t.Name),
            new("To", "To", Text, 10, t => t.To),
            new("FileName", "File", Name, 24, t => t.FileName),
            new("Lost", "Lost", Name, 24, t => t.Lost) { Expression = "$_.Lost -join ', '" },
            new("Path", "Written to", Name, 24, t => t.Path)
        );
}
