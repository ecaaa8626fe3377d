using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets how much of the limits of plans is used, as agents have said last.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruLimit")]
[OutputType(typeof(UsageLimit))]
public sealed class GetRimuruLimitCommand : AgentsCmdlet
{
    /// <summary>A file with an answer of an agent's service.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    private protected override void Run(string[] agents)
    {
        string? file = PathArguments.Resolve(Path, SessionState.Path, nameof(Path));
        WriteAll(file is null ? Engine.Limits.Find(agents, StopToken) : Engine.Limits.Read(file, agents, StopToken));
    }
}
