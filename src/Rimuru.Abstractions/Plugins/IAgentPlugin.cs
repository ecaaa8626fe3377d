namespace Rimuru;

/// <summary>Reads the logs of an agent.</summary>
public interface IAgentPlugin
{
    /// <summary>
    /// Reads one file from its beginning to its end. The same bytes must give the same records. A line that cannot be read is counted with
    /// <see cref="IAgentSink.Malformed"/> and passed over; an exception means that the file cannot be read at all.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="content">Its bytes, once.</param>
    /// <param name="sink">Receives the records.</param>
    /// <param name="context">What it may use.</param>
    void Read(AgentFile file, Stream content, IAgentSink sink, IPluginContext context);
}

/// <summary>Receives what an agent's log has.</summary>
public interface IAgentSink
{
    /// <summary>A billed response.</summary>
    /// <param name="response">The response.</param>
    void Add(AgentResponse response);

    /// <summary>What the file says about a session. Each session of a file once, after its last response.</summary>
    /// <param name="session">The session.</param>
    void Add(AgentSession session);

    /// <summary>A line that cannot be read.</summary>
    void Malformed();
}
