using System.Text;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>What is exported.</summary>
internal sealed record ExportRequest
{
    /// <summary>The parts of the ledger, one after the other.</summary>
    public IReadOnlyList<ReportFilter> Filters { get; init; } = [new ReportFilter()];

    /// <summary>The groupings of costs; null for the usual ones.</summary>
    public IReadOnlyList<CostGrouping>? By { get; init; }

    public CostSource Source { get; init; }

    /// <summary>The zone of days and of times.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Only this many of the dearest groups, or of the newest sessions; 0 for all.</summary>
    public int Count { get; init; }

    public bool OnlyActive { get; init; }

    public IReadOnlyList<SessionStatus> Statuses { get; init; } = [];

    /// <summary>True if texts that look like formulas stay as they are.</summary>
    public bool IsRaw { get; init; }
}

/// <summary>The file that an export is written to.</summary>
internal sealed record ExportFile
{
    /// <summary>Its absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>True if a file that exists is an error.</summary>
    public bool IsKept { get; init; }

    /// <summary>True if a file that is read-only is replaced as well.</summary>
    public bool IsForced { get; init; }

    /// <summary>True if rows are added to a file that exists.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The encoding; null for UTF-8 without a mark, or for that of the file that rows are added to.</summary>
    public Encoding? Encoding { get; init; }
}
