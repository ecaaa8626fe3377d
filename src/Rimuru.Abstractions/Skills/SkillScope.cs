namespace Rimuru;

/// <summary>Where a skill is installed.</summary>
public enum SkillScope
{
    /// <summary>In a folder of the user's home: for all projects.</summary>
    User,

    /// <summary>In a folder of a project.</summary>
    Project,
}
