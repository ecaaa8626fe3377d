using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// The tools of a request, drawn from its id and not from the home's random numbers, so that homes are otherwise what they were without.
/// </summary>
internal static class DrawnTools
{
    private static readonly (string Tool, string? Server, string? Skill)[] Known =
    [
        ("Bash", null, null),
        ("Read", null, null),
        ("mcp__github__search_issues", "github", null),
        ("mcp__linear-app__list", "linear-app", null),
        ("Skill", null, "pdf"),
        ("Skill", null, "house:release"),
    ];

    /// <summary>None to three uses with ids; some tools are used twice.</summary>
    public static IReadOnlyList<(string Id, string Tool, string? Server, string? Skill)> Of(string request, bool hasSkills)
    {
        int seed = 0;
        foreach (char c in request)
            seed = unchecked((seed * 31) + c);
        Random random = new(seed);
        return
        [
            .. Enumerable
                .Range(0, random.Next(4))
                .Select(i =>
                {
                    (string tool, string? server, string? skill) = Known[random.Next(hasSkills ? Known.Length : 4)];
                    return ($"call_{request}_{i}", tool, server, skill);
                }),
        ];
    }

    /// <summary>A block of a message, with what must not be taken for a tool.</summary>
    public static JsonObject Block(string id, string tool, string? skill) =>
        new()
        {
            ["type"] = "tool_use",
            ["id"] = id,
            ["name"] = tool,
            ["input"] = skill is null
                ? new JsonObject
                {
                    ["nested"] = new JsonObject { ["type"] = "tool_use", ["name"] = "Decoy" },
                }
                : new JsonObject { ["skill"] = skill, ["args"] = "secret" },
        };
}
