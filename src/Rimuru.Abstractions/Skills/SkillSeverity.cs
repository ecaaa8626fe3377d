namespace Rimuru;

/// <summary>How grave a finding in a skill is.</summary>
public enum SkillSeverity
{
    /// <summary>A remark.</summary>
    Info,

    /// <summary>Bad form.</summary>
    Low,

    /// <summary>To be looked at.</summary>
    Medium,

    /// <summary>Probably harmful: not installed unless the user allows it.</summary>
    High,

    /// <summary>Harmful by itself. What breaks a rule of Rimuru's own is never installed.</summary>
    Critical,
}
