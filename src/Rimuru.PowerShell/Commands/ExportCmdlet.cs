using System.Management.Automation;
using System.Text;
using Rimuru.Completion;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>
/// A cmdlet that writes a part of the ledger to a file. All that is piped selects for one file, which is written at the end.
/// </summary>
public abstract class ExportCmdlet : PricedCmdlet
{
    private readonly List<ReportFilter> filters = [];
    private string file = "";
    private IExporter? format;

    private protected ExportCmdlet() { }

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file, by a path without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Only these agents.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public override string[]? Agent { get; set; }

    /// <summary>The format; by default the one that the file's name tells.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExportFormatCompleter))]
    public string? Format { get; set; }

    /// <summary>Replace no file that exists.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replace a file that is read-only as well.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Add the rows to a file that exists.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>The encoding of the file.</summary>
    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNullOrEmpty]
    public Encoding? Encoding { get; set; }

    /// <summary>Leave texts that look like formulas as they are.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>What is exported, for messages.</summary>
    private protected abstract string What { get; }

    private protected sealed override void Check()
    {
        bool isLiteral = ParameterSetName == nameof(LiteralPath);
        file = PathArguments.Resolve(isLiteral ? LiteralPath : Path, SessionState.Path, isLiteral ? nameof(LiteralPath) : nameof(Path))!;
        format = Engine.Exports.FormatOf(Format, file);
    }

    private protected sealed override void Answer(ReportFilter filter) => filters.Add(filter);

    private protected sealed override void Finish()
    {
        if (filters.Count == 0 || !ShouldProcess(file, $"Export {What} as {format!.Name}"))
            return;
        ExportRequest request = new()
        {
            Filters = filters,
            Source = CostSource,
            Zone = Zone,
            IsRaw = Raw,
        };
        ExportFile target = new()
        {
            Path = file,
            IsKept = NoClobber,
            IsForced = Force,
            IsContinued = Append,
            Encoding = Encoding,
        };
        Export(request, format!, target);
        base.Finish();
    }

    private protected abstract void Export(ExportRequest request, IExporter format, ExportFile target);
}
