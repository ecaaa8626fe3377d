using System.Globalization;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Skills;

/// <summary>
/// Recommends skills for a project: those that fit what it is built with, those that an agent which works in it lacks, and those that
/// the real
/// <c>skillkit</c> recommends by an index that the user has fetched.
/// </summary>
internal sealed class SkillRecommender(SkillKitBridge bridge, SkillFolders folders)
{
    private const int MostOfWord = 3;

    /// <summary>The recommendations, those from the project's own sessions first.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="installed">The skills that are installed.</param>
    /// <param name="sessions">How many sessions each agent had in the project.</param>
    /// <param name="warn">Is told of what was left out.</param>
    /// <param name="note">Is told of what the user could add.</param>
    /// <param name="stop">Ends it.</param>
    public IReadOnlyList<SkillRecommendation> For(
        string project,
        IReadOnlyList<Skill> installed,
        IReadOnlyDictionary<string, int> sessions,
        Action<string> warn,
        Action<string> note,
        CancellationToken stop
    )
    {
        List<SkillRecommendation> all = [.. OfSessions(installed, sessions)];
        if (!bridge.IsHere)
        {
            warn("skillkit is not on the PATH, so only installed skills were considered. 'npm install -g skillkit' installs it.");
            return all;
        }

        try
        {
            HashSet<string> known = new(installed.Select(skill => skill.Name), StringComparer.OrdinalIgnoreCase);
            foreach ((string word, string reason) in ProjectStack.Of(SkillFolders.RootOf(project)))
            {
                foreach (SkillMatch match in bridge.Search(word, MostOfWord, stop).Where(match => !known.Contains(match.Name)))
                {
                    if (all.Exists(one => one.Name == match.Name && one.Source == match.Source))
                        continue;
                    all.Add(
                        new()
                        {
                            Name = match.Name,
                            Source = match.Source,
                            Basis = "Stack",
                            Reason = reason,
                        }
                    );
                }
            }

            if (bridge.Recommend(SkillFolders.RootOf(project), stop) is { } recommended)
                all.AddRange(recommended.OrderByDescending(one => one.Score));
            else
                note("SkillKit's own recommender has no index; the skillkit command recommend fetches one when it is told to update it.");
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.SkillKitFailed)
        {
            warn(e.Message);
        }

        return all;
    }

    /// <summary>The skills that one agent has for the project, and another that also works in it does not.</summary>
    private IEnumerable<SkillRecommendation> OfSessions(IReadOnlyList<Skill> installed, IReadOnlyDictionary<string, int> sessions)
    {
        List<string> workers = [.. sessions.Keys.Where(SkillAgent.Names.Contains).Order(StringComparer.Ordinal)];
        foreach (IGrouping<string, Skill> skill in installed.Where(skill => skill.Enabled).GroupBy(skill => skill.Name))
        {
            string[] having = [.. skill.SelectMany(one => one.Agents).Intersect(workers).Distinct()];
            foreach (string lacking in having.Length == 0 ? [] : workers.Except(skill.SelectMany(one => one.Agents)))
                yield return new()
                {
                    Name = skill.Key,
                    Source = skill.First().Path,
                    Basis = "Session",
                    Agent = folders.AgentOf(lacking).Name,
                    Reason = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{lacking} had {sessions[lacking]} sessions in this project and does not have it; {string.Join(", ", having)} does"
                    ),
                };
        }
    }
}
