using Rimuru.Core.Errors;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>Writes costs and sessions in the formats of exports, to files or streams.</summary>
/// <param name="reports">The reports.</param>
/// <param name="book">The prices of the ledger.</param>
/// <param name="more">The formats of plugins.</param>
/// <param name="time">The clock.</param>
internal sealed class ExportService(ReportService reports, Func<PriceBook> book, Func<IReadOnlyList<IExporter>> more, TimeProvider time)
{
    /// <summary>Every format: Rimuru's own, and those of plugins.</summary>
    public IReadOnlyList<IExporter> Formats => [.. ExportFormats.All, .. more()];

    /// <summary>The format with a name; without one, that which a file's name tells. E9001: there is none.</summary>
    public IExporter FormatOf(string? name, string path)
    {
        // Rimuru's own come first, and need no list of plugins.
        if (name is null)
            return ExportFormats.OfPath(Formats, path);
        return ExportFormats.IsBuiltIn(name) ? ExportFormats.Named(ExportFormats.All, name) : ExportFormats.Named(Formats, name);
    }

    /// <summary>Writes costs to a file; returns what has no price. E9002, E16001 to E16003: the file cannot be written so.</summary>
    public IReadOnlyCollection<UnpricedUsage> Costs(ExportRequest request, IExporter format, ExportFile file, CancellationToken stop)
    {
        Dictionary<string, UnpricedUsage> unpriced = new(StringComparer.Ordinal);
        if (format.Shape == ExportShape.Focus)
            return Focus(request, file, stop);
        using ExportTable table = TableOfCosts(request, format, unpriced, stop);
        Write(table, request, format, file, stop);
        return unpriced.Values;
    }

    /// <summary>Writes costs as UTF-8 to a stream; returns what has no price.</summary>
    public IReadOnlyCollection<UnpricedUsage> Costs(ExportRequest request, IExporter format, Stream output, CancellationToken stop)
    {
        Dictionary<string, UnpricedUsage> unpriced = new(StringComparer.Ordinal);
        if (format.Shape == ExportShape.Focus)
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                "FOCUS needs a file: what it is made of is written to a second one beside it."
            );
        using ExportTable table = TableOfCosts(request, format, unpriced, stop);
        Write(table, request, format, output, stop);
        return unpriced.Values;
    }

    /// <summary>Writes sessions to a file. E9002, E16001 to E16003: the file cannot be written so.</summary>
    public void Sessions(ExportRequest request, IExporter format, ExportFile file, CancellationToken stop)
    {
        using ExportTable table = TableOfSessions(request, ExporterOfSessions(format), stop);
        Write(table, request, format, file, stop);
    }

    /// <summary>Writes sessions as UTF-8 to a stream.</summary>
    public void Sessions(ExportRequest request, IExporter format, Stream output, CancellationToken stop)
    {
        using ExportTable table = TableOfSessions(request, ExporterOfSessions(format), stop);
        Write(table, request, format, output, stop);
    }

    private static IExporter ExporterOfSessions(IExporter format) =>
        format.Shape == ExportShape.Focus
            ? throw new RimuruException(ErrorCodes.InvalidArgument, "FOCUS is a layout of costs: sessions have none in it.")
            : format;

    private ExportTable TableOfCosts(
        ExportRequest request,
        IExporter exporter,
        Dictionary<string, UnpricedUsage> unpriced,
        CancellationToken stop
    )
    {
        IEnumerable<CostRecord> records = request.Filters.SelectMany(filter => Records(filter));
        if (request.Count > 0)
            records = Selection.Top(records, request.Count);
        return ExportTables.Costs(exporter.Shape, records, By(request), request.Zone);

        IEnumerable<CostRecord> Records(ReportFilter filter)
        {
            CostReport report = reports.Costs(Query(request, filter, By(request)));
            foreach (CostRecord record in report.Run(stop))
                yield return record;
            foreach (UnpricedUsage usage in report.UnpricedModels.Values)
                UnpricedUsage.Add(unpriced, usage);
        }
    }

    private ExportTable TableOfSessions(ExportRequest request, IExporter exporter, CancellationToken stop) =>
        ExportTables.Sessions(exporter.Shape, SessionsOf(request, stop), request.Zone);

    private IEnumerable<Session> SessionsOf(ExportRequest request, CancellationToken stop)
    {
        IEnumerable<Session> sessions = request.Filters.SelectMany(filter =>
            reports.Sessions(filter, request.OnlyActive, stop, request.Source)
        );
        if (request.Filters.Count > 1)
            sessions = sessions.DistinctBy(session => (session.Agent, session.SessionId));
        sessions = Selection.OfStatus(sessions, request.Statuses);
        return request.Count > 0 ? Selection.Newest(sessions, request.Count) : sessions;
    }

    private static IReadOnlyList<CostGrouping> By(ExportRequest request) => request.By ?? new CostQuery().By;

    private static CostQuery Query(ExportRequest request, ReportFilter filter, IReadOnlyList<CostGrouping> by) =>
        new()
        {
            By = by,
            Filter = filter,
            Source = request.Source,
            Zone = request.Zone,
        };

    /// <summary>The figures of a selection.</summary>
    public ExportFigures FiguresOf(ExportRequest request, CancellationToken stop)
    {
        ExportFigures figures = new()
        {
            Made = time.GetUtcNow(),
            Zone = request.Zone,
            Filters = [.. request.Filters.SelectMany(NamesOf).Distinct(StringComparer.Ordinal)],
        };
        CostGrouping[] by = [CostGrouping.Day, CostGrouping.Agent, CostGrouping.Model, CostGrouping.Project];
        foreach (ReportFilter filter in request.Filters)
            reports.Costs(Query(request, filter, by)).Visit(figures.Add, stop);

        foreach (ReportFilter filter in request.Filters)
        {
            CostReport sessions = reports.Costs(Query(request, filter, [CostGrouping.Session]));
            figures.AddSessions(sessions.RunDearest(ExportFigures.MostSessions, stop));
        }

        ReportFilter top = new() { SessionId = [.. figures.Top.Select(one => one.Sum.SessionId).OfType<string>()] };
        if (top.SessionId.Count > 0)
            figures.Describe(reports.Sessions(top, onlyActive: false, stop));
        return figures;
    }

    private static IEnumerable<string> NamesOf(ReportFilter filter) =>
        [
            .. filter.Agent,
            .. filter.Model,
            .. filter.Project,
            .. filter.Branch,
            .. filter.Provider,
            .. filter.Machine,
            .. filter.User,
            .. filter.SessionId,
        ];

    private List<UnpricedUsage> Focus(ExportRequest request, ExportFile file, CancellationToken stop)
    {
        PriceBook prices = book();
        FocusTable focus = new(prices);
        string beside = FocusMetadata.PathOf(file.Path);
        ExportFile second = file with { Path = beside, Encoding = null };
        IExporter exporter = ExportFormats.Of(ExportFormat.Focus);
        ExportTable table = focus.Of(request.Filters.SelectMany(filter => reports.Usage(filter, stop, request.Source)));
        ExportTarget.Writing(
            file,
            () =>
            {
                using ExportTarget rows = ExportTarget.Begin(file, exporter, table);
                using ExportTarget metadata = ExportTarget.Begin(second, exporter, table);
                exporter.Write(table, rows.Content, Options(request, rows, stop), stop);
                FocusMetadata.Write(metadata.Content, focus, Path.GetFileName(file.Path), prices.Version, time.GetUtcNow());
                rows.Commit();
                metadata.Commit();
            }
        );
        return [.. focus.Unpriced.Values];
    }

    private void Write(ExportTable table, ExportRequest request, IExporter exporter, ExportFile file, CancellationToken stop) =>
        ExportTarget.Writing(
            file,
            () =>
            {
                using ExportTarget target = ExportTarget.Begin(file, exporter, table);
                exporter.Write(table, target.Content, Options(request, target, stop), stop);
                target.Commit();
            }
        );

    private void Write(ExportTable table, ExportRequest request, IExporter exporter, Stream output, CancellationToken stop)
    {
        ExportOptions options = new() { IsRaw = request.IsRaw, Figures = () => FiguresOf(request, stop) };
        exporter.Write(table, output, options, stop);
        output.Flush();
    }

    private ExportOptions Options(ExportRequest request, ExportTarget target, CancellationToken stop) =>
        new()
        {
            IsRaw = request.IsRaw,
            IsContinued = target.IsContinued,
            Encoding = target.Encoding,
            Figures = () => FiguresOf(request, stop),
        };
}
