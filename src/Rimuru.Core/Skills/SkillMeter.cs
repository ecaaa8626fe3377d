using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Skills;

/// <summary>What skills cost: the requests that used them, by the ledger, beside what is installed.</summary>
internal static class SkillMeter
{
    /// <summary>About what English text has; the agents' own tokenizers are not at hand.</summary>
    private const int CharactersOfToken = 4;

    /// <summary>The costs from which skills are measured.</summary>
    public static CostQuery Question(ReportFilter filter, TimeZoneInfo zone) =>
        new()
        {
            By = [CostGrouping.Skill, CostGrouping.Agent],
            Filter = filter,
            Zone = zone,
        };

    /// <summary>The skills that were used, the dearest first, then those that are installed and were not.</summary>
    /// <param name="costs">The answer to the question.</param>
    /// <param name="installed">The skills that are installed.</param>
    /// <param name="names">Only these, with wildcards; none for all. E8001: one is neither used nor installed.</param>
    public static IReadOnlyList<SkillUsage> Of(IEnumerable<CostRecord> costs, IReadOnlyList<Skill> installed, IReadOnlyList<string> names)
    {
        ILookup<string, CostRecord> uses = costs.ToLookup(record => record.Skill!, StringComparer.Ordinal);
        ILookup<string, Skill> here = installed.Where(skill => skill.Enabled).ToLookup(skill => skill.Name, StringComparer.Ordinal);
        string[] all = [.. uses.Select(use => use.Key).Union(here.Select(skill => skill.Key), StringComparer.Ordinal)];
        foreach (string name in names.Where(name => !ReportFilter.IsPattern(name) && !all.Any(one => ReportFilter.Matches([name], one))))
            throw new RimuruException(
                ErrorCodes.SkillNotFound,
                $"No skill '{name}' was used or is installed.{Spelling.Hint(name, all)}",
                name
            );
        return
        [
            .. all.Where(name => names.Count == 0 || ReportFilter.Matches(names, name))
                .Select(name => Measure(name, [.. uses[name]], [.. here[name]]))
                .OrderByDescending(skill => skill.Cost ?? 0)
                .ThenByDescending(skill => skill.Uses)
                .ThenBy(skill => skill.Name, StringComparer.Ordinal),
        ];
    }

    private static SkillUsage Measure(string name, CostRecord[] uses, Skill[] installed) =>
        new()
        {
            Name = name,
            Agents = [.. uses.Select(use => use.Agent!).Order(StringComparer.Ordinal)],
            Installed = installed.Length > 0,
            Uses = uses.Sum(use => use.Uses ?? 0),
            Sessions = uses.Sum(use => use.Sessions ?? 0),
            Requests = uses.Sum(use => use.Requests),
            TotalTokens = uses.Sum(use => use.TotalTokens),
            Cost = uses.Length > 0 && uses.All(use => use.Cost is null) ? null : uses.Sum(use => use.Cost ?? 0),
            UnpricedRequests = uses.Sum(use => use.UnpricedRequests),
            LastUse = uses.Max(use => use.LastUse),
            EstimatedListingTokens = installed.Length == 0 ? null : installed.Max(skill => Tokens($"{skill.Name}: {skill.Description}")),
        };

    private static long Tokens(string text) => (text.Length + CharactersOfToken - 1) / CharactersOfToken;
}
