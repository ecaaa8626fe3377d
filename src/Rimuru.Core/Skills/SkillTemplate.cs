using System.Text;

namespace Rimuru.Core.Skills;

/// <summary>The SKILL.md of a new skill.</summary>
internal static class SkillTemplate
{
    public static byte[] Write(string name, string description) =>
        Encoding.UTF8.GetBytes(
            $"---\nname: {name}\ndescription: {SkillJson.Text(description)}\n---\n\n"
                + $"# {name}\n\nSay here what an agent has to do, and when.\n"
        );
}
