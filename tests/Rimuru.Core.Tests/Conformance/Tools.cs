using System.Globalization;
using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

/// <summary>What homes tell of tools, MCP servers and skills.</summary>
internal static class Tools
{
    /// <summary>What may never depend on how the logs were read.</summary>
    public static IEnumerable<string> Of(TestHome home) =>
        home.Costs(new() { By = [CostGrouping.Tool, CostGrouping.McpServer, CostGrouping.Skill, CostGrouping.Model] })
            .Select(r =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{r.Tool} {r.McpServer} {r.Skill} {r.Model}: {r.Uses} of {r.Requests} {r.TotalTokens} {r.Cost} in {r.Sessions}, {r.LastUse:O}"
                )
            );

    public static void ShouldBeTrue(TestHome home, GeneratedHome generated)
    {
        if (generated.Tools.Count == 0)
            return;
        Check(CostGrouping.Tool, use => use.Tool, record => record.Tool);
        Check(CostGrouping.McpServer, use => use.Server, record => record.McpServer);
        Check(CostGrouping.Skill, use => use.Skill, record => record.Skill);

        void Check(CostGrouping grouping, Func<UsedTool, string?> name, Func<CostRecord, string?> nameOf)
        {
            IEnumerable<string> due = generated
                .Tools.Where(use => name(use) is not null)
                .GroupBy(name)
                .Select(uses =>
                {
                    UsedTool[] requests = [.. uses.DistinctBy(use => use.Request)];
                    return $"{uses.Key}: {uses.Count()} of {requests.Length}, {requests.Sum(use => use.Tokens.Total)} tokens";
                });
            home.Costs(new() { By = [grouping] })
                .Select(record => $"{nameOf(record)}: {record.Uses} of {record.Requests}, {record.TotalTokens} tokens")
                .Order(StringComparer.Ordinal)
                .ShouldBe(due.Order(StringComparer.Ordinal), generated.ToString());
        }
    }
}
