namespace Rimuru;

/// <summary>A format of exports.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    Csv,

    /// <summary>One JSON array of objects, a row on each line.</summary>
    Json,

    /// <summary>One JSON object on each line.</summary>
    JsonLines,

    /// <summary>One XML document with an element for each row.</summary>
    Xml,

    /// <summary>A table in GitHub's Markdown, for people.</summary>
    Markdown,

    /// <summary>A report with charts in one HTML file, for people.</summary>
    Html,

    /// <summary>CSV in the layout of FOCUS 1.4, with a file of metadata beside it; of costs only.</summary>
    Focus,
}
