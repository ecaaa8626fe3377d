using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Imports a bill that was saved from an agent's service, and returns what was read.</summary>
[Cmdlet(VerbsData.Import, "RimuruUsage", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(SyncResult))]
public sealed class ImportRimuruUsageCommand : LedgerCmdlet
{
    /// <summary>The files, with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by paths without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    private protected override void Process()
    {
        bool isLiteral = ParameterSetName == "LiteralPath";
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            try
            {
                foreach (string file in PathArguments.Files(path, SessionState.Path, isLiteral))
                    Import(file);
            }
            catch (RimuruException e)
            {
                Report(e, path);
            }
        }
    }

    private void Import(string file)
    {
        string agent = Engine.Ledger.AgentOfBill(file);
        if (ShouldProcess($"{Engine.Ledger.Name}", $"Import {agent}'s usage from {file}"))
            WriteObject(Engine.Ledger.Import(file, WriteWarning, StopToken));
    }
}
