using System.Management.Automation;

namespace Rimuru.PluginHost;

/// <summary>Begins the pipeline of a function with what is given to it. A script cannot name it: it is in no session state.</summary>
[Cmdlet(VerbsCommunications.Read, "PluginInput")]
public sealed class ReadPluginInputCommand : PSCmdlet
{
    internal const string Name = "Read-PluginInput";

    /// <summary>The values.</summary>
    [Parameter(Mandatory = true)]
    public IEnumerable<object?> Values { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object? value in Values)
            WriteObject(value, enumerateCollection: false);
    }
}

/// <summary>Ends the pipeline of a function, and takes what it gives.</summary>
[Cmdlet(VerbsCommunications.Write, "PluginOutput")]
public sealed class WritePluginOutputCommand : PSCmdlet
{
    internal const string Name = "Write-PluginOutput";

    /// <summary>What a function gives.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Receives it.</summary>
    [Parameter(Mandatory = true)]
    public Action<object> Take { get; set; } = _ => { };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            Take(InputObject);
    }
}
