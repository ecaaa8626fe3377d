using System.Collections.ObjectModel;

namespace Rimuru;

/// <summary>Names that read as text where text is asked for: <c>Export-Csv</c> writes what <see cref="ToString"/> gives, which for a plain list is its type.</summary>
internal sealed class NameList : ReadOnlyCollection<string>
{
    private NameList(IList<string> names) : base(names)
    {
    }

    public static IReadOnlyList<string> Of(IReadOnlyList<string> names) => names as NameList ?? new NameList([.. names]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}
