using Rimuru.Core.Errors;

namespace Rimuru.Core.Skills;

/// <summary>
/// Finds skills by words: in the list that the real <c>skillkit</c> carries with it, and among the skills that are installed. Opens no
/// connection.
/// </summary>
internal sealed class SkillSearcher(SkillKitBridge bridge)
{
    /// <summary>The skills that have a word of the search, installed ones first.</summary>
    /// <param name="words">The words.</param>
    /// <param name="installed">The skills that are installed.</param>
    /// <param name="most">How many of SkillKit's list.</param>
    /// <param name="warn">Is told if SkillKit failed, or is not here.</param>
    /// <param name="stop">Ends it.</param>
    public IReadOnlyList<SkillMatch> Find(
        string words,
        IReadOnlyList<Skill> installed,
        int most,
        Action<string> warn,
        CancellationToken stop
    )
    {
        List<SkillMatch> found = [.. installed.Where(skill => IsMatch(skill, words)).Select(MatchOf)];
        if (!bridge.IsHere)
        {
            warn("skillkit is not on the PATH, so only installed skills were searched. 'npm install -g skillkit' installs it.");
            return found;
        }

        try
        {
            HashSet<string> sources = new(installed.Select(skill => skill.Source ?? ""), StringComparer.OrdinalIgnoreCase);
            HashSet<string> names = new(installed.Select(skill => skill.Name), StringComparer.OrdinalIgnoreCase);
            found.AddRange(
                bridge
                    .Search(words, most, stop)
                    .Select(match =>
                        match with
                        {
                            Installed = sources.Contains(match.Source) && names.Contains(match.Name.Replace(' ', '-')),
                        }
                    )
            );
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.SkillKitFailed)
        {
            warn($"Only installed skills were searched: {e.Message}");
        }

        return found;
    }

    private static bool IsMatch(Skill skill, string words) =>
        words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(word =>
                skill.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
                || skill.Description.Contains(word, StringComparison.OrdinalIgnoreCase)
            );

    private static SkillMatch MatchOf(Skill skill) =>
        new()
        {
            Name = skill.Name,
            Source = skill.Path,
            Description = skill.Description,
            Installed = true,
            FoundIn = "installed skills",
        };
}
