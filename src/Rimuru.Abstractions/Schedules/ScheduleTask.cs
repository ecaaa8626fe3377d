namespace Rimuru;

/// <summary>What a schedule does when its time comes.</summary>
[Flags]
public enum ScheduleTask
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reads what is new in the agents' logs.</summary>
    Session = 1,

    /// <summary>Fetches models and prices.</summary>
    Model = 2,
}
