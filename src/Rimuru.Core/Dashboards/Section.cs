using Rimuru.Core.Exports;

namespace Rimuru.Core.Dashboards;

/// <summary>A part of a page.</summary>
internal abstract class Section
{
    public abstract void Write(PageRequest request, TextWriter html);
}

/// <summary>A part that is written as it is.</summary>
/// <param name="write">Writes it.</param>
internal sealed class MarkupSection(Action<TextWriter> write) : Section
{
    public override void Write(PageRequest request, TextWriter html) => write(html);
}

/// <summary>A part whose rows can be exported.</summary>
/// <param name="name">Its name in addresses.</param>
internal abstract class TableSection(string name) : Section
{
    public string Name => name;

    /// <summary>All its rows.</summary>
    public abstract ExportTable Export(PageRequest request);
}
