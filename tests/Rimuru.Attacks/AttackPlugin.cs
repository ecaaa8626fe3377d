namespace Rimuru.Attacks;

/// <summary>A plugin that attacks: the name of the table says how, and the picture says what came of it.</summary>
public sealed class AttackPlugin : IViewPlugin
{
    /// <summary>The outcome of an attack that did what it wanted.</summary>
    public const string Worked = "worked";

    /// <summary>The outcome of one that the system has denied.</summary>
    public const string Denied = "denied";

    /// <summary>Every attack by its name.</summary>
    public static IReadOnlyDictionary<string, Func<Target, IPluginContext, string>> All { get; } =
        FileAttacks
            .All.Concat(ProcessAttacks.All)
            .Concat(NetworkAttacks.All)
            .Concat(ResourceAttacks.All)
            .Concat(ProtocolAttacks.All)
            .ToDictionary(attack => attack.Key, attack => attack.Value);

    /// <summary>The attacks that leave a process as it was, so that others can follow in it.</summary>
    public static IReadOnlyCollection<string> Passing { get; } =
    [.. FileAttacks.All.Keys, .. ProcessAttacks.All.Keys, .. NetworkAttacks.All.Keys];

    /// <inheritdoc/>
    public PluginPicture Show(PluginTable report, IPluginContext context)
    {
        Target target = Target.Read(context.PluginFolder);
        Calls.Attack = report.Name;
        string outcome = Worked;
        string detail;
        try
        {
            // What the plugin was given must go on working, or "denied" would mean nothing.
            File.WriteAllText(Path.Combine(context.WorkFolder, "probe"), "probe");
            detail = report.Name switch
            {
                "probe-network" => NetworkAttacks.Get(context, $"http://127.0.0.1:{target.Port}/"),
                "probe" => File.ReadAllText(Path.Combine(context.WorkFolder, "probe")),
                _ => All[report.Name](target, context),
            };
        }
        catch (Exception e)
        {
            outcome = Denied;
            detail = $"{e.GetType().Name}: {e.Message}";
        }

        return new PluginPicture
        {
            Column = [new PluginColumn("outcome"), new PluginColumn("detail")],
            Row =
            [
                [outcome, detail],
            ],
        };
    }
}

/// <summary>Never gets past its own making.</summary>
public sealed class StallingPlugin : IViewPlugin
{
    static StallingPlugin() => Thread.Sleep(TimeSpan.FromMinutes(5));

    /// <inheritdoc/>
    public PluginPicture Show(PluginTable report, IPluginContext context) => throw new NotSupportedException();
}

/// <summary>Attacks while it is made.</summary>
public sealed class ThrowingPlugin : IViewPlugin
{
    /// <summary>Throws what would be printed to a terminal.</summary>
    public ThrowingPlugin() => throw new InvalidOperationException("\u001b[2Jowned");

    /// <inheritdoc/>
    public PluginPicture Show(PluginTable report, IPluginContext context) => throw new NotSupportedException();
}

/// <summary>Gives a number of bytes, or never ends, by the name of the table.</summary>
public sealed class GivingExporter : IExporterPlugin
{
    /// <summary>The name of the table that asks for no end.</summary>
    public const string Endless = "endless";

    /// <inheritdoc/>
    public void Export(PluginTable table, Stream output, IPluginContext context)
    {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; table.Name == Endless || i < int.Parse(table.Name, null); i++)
            output.Write(bytes);
    }
}

/// <summary>Takes bytes, and gives nothing; of a path that says so it takes none.</summary>
public sealed class TakingAgent : IAgentPlugin
{
    /// <summary>The path whose content is not read.</summary>
    public const string Unread = "unread";

    /// <inheritdoc/>
    public void Read(AgentFile file, Stream content, IAgentSink sink, IPluginContext context)
    {
        byte[] buffer = new byte[256 << 10];
        while (file.Path != Unread && content.Read(buffer) > 0) { }
    }
}

/// <summary>Disposes of what it is given, as who reads with a reader and writes with a writer does.</summary>
public sealed class DisposingPlugin : IAgentPlugin, IExporterPlugin
{
    /// <inheritdoc/>
    public void Read(AgentFile file, Stream content, IAgentSink sink, IPluginContext context)
    {
        using (StreamReader reader = new(content))
            reader.ReadToEnd();
        sink.Add(new AgentSession { SessionId = "disposed" });
    }

    /// <inheritdoc/>
    public void Export(PluginTable table, Stream output, IPluginContext context)
    {
        using StreamWriter writer = new(output);
        writer.Write("written");
    }
}
