using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.WorkBuddy;

/// <summary>The keys of WorkBuddy's requests.</summary>
internal static class WorkBuddyIdentity
{
    public const string Agent = "WorkBuddy";

    /// <summary>Whatever CodeBuddy's reader identifies.</summary>
    public static KeySpace Record { get; } = new(Agent, "record");
}
