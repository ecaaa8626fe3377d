using Rimuru.Core.Store;

namespace Rimuru.Core.Hooks;

/// <summary>Samples of events, for trying a hook.</summary>
internal static class SampleEvents
{
    /// <summary>A sample of the first kind of event that a hook wants.</summary>
    public static RimuruEvent Of(Hook hook, LedgerOptions options, DateTimeOffset now)
    {
        string agent = hook.Agent is [{ } one, ..] ? one : "ClaudeCode",
            session = "sample-session";
        RimuruEvent told = hook.Event[0] switch
        {
            EventKind.SessionStart => new SessionStartEvent
            {
                Agent = agent,
                SessionId = session,
                Project = "sample",
                Machine = options.Machine,
                Started = now,
            },
            EventKind.SessionEnd => new SessionEndEvent
            {
                Agent = agent,
                SessionId = session,
                Project = "sample",
                Machine = options.Machine,
                Started = now.AddMinutes(-10),
                Status = SessionStatus.Completed,
                Models = ["sample-model"],
                Requests = 3,
                TotalTokens = 12_345,
                Cost = 0.12m,
            },
            EventKind.CostThreshold => new CostThresholdEvent
            {
                Name = hook.Name,
                Spent = 8,
                Limit = 10,
                Percent = 80,
                Threshold = 80,
                Window = BudgetWindow.Day,
            },
            EventKind.BudgetExceeded => new BudgetExceededEvent
            {
                Name = "sample",
                Spent = 10,
                Limit = 10,
                Percent = 100,
                Threshold = 100,
                Window = BudgetWindow.Day,
            },
            EventKind.MetricsExport => new MetricsExportEvent { Since = now.AddMinutes(-5) },
            EventKind.CostRecorded => new CostRecordedEvent
            {
                Agent = agent,
                SessionId = session,
                Model = "sample-model",
                Requests = 1,
                InputTokens = 100,
                OutputTokens = 10,
                TotalTokens = 110,
                Cost = 0.01m,
            },
            EventKind.AgentConnected => new AgentConnectedEvent { Agent = agent, Machine = options.Machine },
            EventKind.AgentDisconnected => new AgentDisconnectedEvent { Agent = agent, Machine = options.Machine },
            EventKind.ModelSyncCompleted => new ModelSyncCompletedEvent { Sources = ["sample"] },
            EventKind.ConfigurationChanged => new ConfigurationChangedEvent { Keys = ["sample.key"], Machine = options.Machine },
            EventKind.RunawayDetected => new RunawayDetectedEvent
            {
                Agent = agent,
                SessionId = session,
                Project = "sample",
                Model = "sample-model",
                Requests = 40,
                TotalTokens = 2_345_678,
                Cost = 18,
                CostPerMinute = 1.2m,
                UsualCostPerMinute = 0.1m,
            },
            EventKind.Error => new ErrorEvent
            {
                Hook = "sample",
                Code = Errors.ErrorCodes.HookFailed,
                Message = "A sample of an error.",
            },
            _ => new CustomEvent { Name = hook.CustomName is [{ } name, ..] ? name : "sample" },
        };
        return told with { Id = $"sample{Guid.NewGuid():N}", Source = "urn:rimuru:sample", Time = now };
    }
}
