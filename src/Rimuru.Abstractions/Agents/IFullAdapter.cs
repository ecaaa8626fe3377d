namespace Rimuru;

/// <summary>An adapter with costs and session events, which Rimuru adds to every adapter.</summary>
public interface IFullAdapter : IAgentAdapter, ICostTracker, ISessionMonitor;
