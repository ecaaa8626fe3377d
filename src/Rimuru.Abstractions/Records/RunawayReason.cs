namespace Rimuru;

/// <summary>By what a session runs away.</summary>
public enum RunawayReason
{
    /// <summary>It spends far more a minute than sessions of its agent usually do.</summary>
    BurnRate,

    /// <summary>It sends requests of one size again and again.</summary>
    Loop,
}
