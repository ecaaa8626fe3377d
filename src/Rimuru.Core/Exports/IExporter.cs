using System.Text;

namespace Rimuru.Core.Exports;

/// <summary>A format of exports: rows in, bytes out. Rows are written as they come, and none is kept.</summary>
internal interface IExporter
{
    /// <summary>Its name, by which it is chosen.</summary>
    string Name { get; }

    /// <summary>What the names of its files end in; the first is the usual one. Empty if a name does not tell the format.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Which columns it takes.</summary>
    ExportShape Shape { get; }

    /// <summary>The first line of a file that more rows can be added to; null if none can be added.</summary>
    string? HeadOf(ExportTable table);

    /// <summary>Writes a table as UTF-8. The stream stays open.</summary>
    void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop);
}

/// <summary>Which columns a format takes.</summary>
internal enum ExportShape
{
    /// <summary>The fields of <c>docs/json.md</c>, for programs.</summary>
    Fields,

    /// <summary>The columns of the tables, for people.</summary>
    Titles,

    /// <summary>The columns of FOCUS.</summary>
    Focus,
}

/// <summary>How a table is written.</summary>
internal sealed record ExportOptions
{
    /// <summary>True if texts that look like formulas stay as they are.</summary>
    public bool IsRaw { get; init; }

    /// <summary>True if rows are added to a file that has some.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The encoding of the file, for formats that name it.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>The figures of the same selection, for formats that draw them.</summary>
    public Func<ExportFigures>? Figures { get; init; }
}
