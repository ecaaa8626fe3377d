namespace Rimuru;

/// <summary>What a schedule runs.</summary>
[Flags]
public enum ScheduleTask
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reads what is new in the agents' logs.</summary>
    Session = 1,

    /// <summary>Fetches models and prices.</summary>
    Model = 2,

    /// <summary>Measures machine and agents.</summary>
    Metric = 4,
}
