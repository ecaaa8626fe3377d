using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Unregisters folders of an agent's data. What was read from them stays in the ledger.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "RimuruAgent", SupportsShouldProcess = true)]
[OutputType(typeof(Agent))]
public sealed class UnregisterRimuruAgentCommand : AgentSettingCmdlet
{
    /// <summary>The registered folders.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegisteredPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    private protected override bool Change(string agent)
    {
        bool isChanged = false;
        (string file, IReadOnlyList<string> registered) = With(engine =>
            (engine.Agents.Settings.File, engine.Agents.Settings.Registered(agent))
        );
        foreach (string path in Path)
        {
            string full = ReportFilter.IsPattern(path)
                ? path
                : System.IO.Path.TrimEndingDirectorySeparator(PathArguments.Resolve(path, SessionState.Path, nameof(Path))!);
            string[] matching =
            [
                .. registered.Where(known =>
                    With(engine => engine.Agents.Settings.IsSamePath(known, full) || engine.Agents.Settings.IsSamePath(known, path))
                    || (ReportFilter.IsPattern(path) && ReportFilter.Matches([path], known))
                ),
            ];
            if (matching.Length == 0 && !ReportFilter.IsPattern(path))
                Report(
                    new RimuruException(
                        ErrorCodes.PathNotFound,
                        $"{full} is not registered for {agent}. Registered: "
                            + $"{(registered.Count == 0 ? "none" : string.Join(", ", registered))}.",
                        path
                    ),
                    path
                );
            foreach (string known in matching)
            {
                if (!ShouldProcess($"{agent}: {known}", $"Unregister in {file}"))
                    continue;
                WarnOf(With(engine => engine.Agents.Settings.Unregister(agent, known)), file);
                isChanged = true;
            }
        }

        return isChanged;
    }
}
