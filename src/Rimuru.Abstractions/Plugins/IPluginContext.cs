namespace Rimuru;

/// <summary>What a plugin may use of its surroundings.</summary>
public interface IPluginContext
{
    /// <summary>The plugin's id.</summary>
    string Id { get; }

    /// <summary>The plugin's version.</summary>
    string Version { get; }

    /// <summary>The folder of the plugin's files, which it may read.</summary>
    string PluginFolder { get; }

    /// <summary>A folder that it may write, empty at the start and removed at the end.</summary>
    string WorkFolder { get; }

    /// <summary>Writes a line to Rimuru's log. It must not have texts of prompts or secrets.</summary>
    /// <param name="message">The line.</param>
    void Log(string message);

    /// <summary>A client for the hosts of the manifest; each other address is refused. There is no other way to a network.</summary>
    HttpClient CreateHttpClient();
}
