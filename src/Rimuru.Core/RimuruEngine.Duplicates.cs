using Rimuru.Core.AdapterContract;
using Rimuru.Core.Ingest;
using Rimuru.Core.Reports;

namespace Rimuru.Core;

internal sealed partial class RimuruEngine
{
    /// <summary>Reads the logs that are still there once more, from their beginnings, and tells of every count in them whether it is kept. The ledger should be up to date.</summary>
    /// <param name="filter">Only the agents that it names are read.</param>
    /// <param name="warn">Called once a file that could not be used in full.</param>
    /// <param name="stop">Ends the reading.</param>
    public DuplicateReport Duplicates(ReportFilter filter, Action<string>? warn, CancellationToken stop) =>
        new(RawReading.Read(Sources(filter.Agent), new ProjectFolders(environment), Time, warn, stop).Rows, Ledger.Read(stop).Withdrawn(), environment.MachineName, environment.UserName);
}
