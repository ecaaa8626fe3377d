namespace Rimuru.Core.Skills;

/// <summary>A skill that is about to be written to a place, after all checks: what would change there, and what was found in it.</summary>
/// <param name="Name">The skill.</param>
/// <param name="Package">Its files.</param>
/// <param name="Metadata">What is kept of where it came from.</param>
/// <param name="Folder">The folder of skills.</param>
/// <param name="Place">The skill's folder in it.</param>
/// <param name="Findings">What was found.</param>
internal sealed record SkillPlan(
    string Name,
    SkillPackage Package,
    SkillMetadata Metadata,
    SkillFolder Folder,
    string Place,
    IReadOnlyList<SkillFinding> Findings
)
{
    /// <summary>The skill that is there now; null for nothing, or something that is no skill.</summary>
    public SkillPackage? Before { get; init; }

    /// <summary>True if what is there came from the same source, and was not changed since.</summary>
    public bool IsOurs { get; init; }

    /// <summary>True if the skill that is there is set aside, so that no agent reads it: the new one is set aside as well.</summary>
    public bool IsAside => Before?.Files.Any(file => file.Path == SkillTree.AsideName) == true;

    /// <summary>True if the files there are those to be written.</summary>
    public bool IsNone => IsOurs && Before is not null && Before.Defects.Count == 0 && Changes.Count == 0;

    /// <summary>The files that come, go or change, marked by a plus, a minus and a tilde, and the findings.</summary>
    public string Lines =>
        string.Join(
            '\n',
            [
                .. Changes,
                .. Findings.Select(finding => $"! {finding.Path}{(finding.Line is { } line ? $":{line}" : "")}: {finding.Message}"),
            ]
        );

    private List<string> Changes
    {
        get
        {
            Dictionary<string, byte[]> before = (Before?.Files ?? []).ToDictionary(file => WrittenName(file.Path), file => file.Content);
            List<string> changes = [];
            foreach (SkillFile file in Package.Files)
            {
                if (!before.Remove(file.Path, out byte[]? content))
                    changes.Add($"+ {file.Path} ({file.Content.Length} bytes)");
                else if (!content.AsSpan().SequenceEqual(file.Content))
                    changes.Add($"~ {file.Path} ({content.Length} to {file.Content.Length} bytes)");
            }

            changes.AddRange(before.Keys.Select(path => $"- {path}"));
            return changes;
        }
    }

    private static string WrittenName(string path) => path == SkillTree.AsideName ? SkillDocument.FileName : path;
}
