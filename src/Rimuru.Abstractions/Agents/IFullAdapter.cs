namespace Rimuru;

/// <summary>An adapter with costs and session events, which Rimuru gives every adapter.</summary>
public interface IFullAdapter : IAgentAdapter, ICostTracker, ISessionMonitor;
