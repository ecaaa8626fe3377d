using System.Collections.ObjectModel;

namespace Rimuru;

/// <summary>
/// A list of names whose <see cref="ToString"/> returns the names: <c>Export-Csv</c> writes that, which for a plain list would be the type
/// name.
/// </summary>
internal sealed class NameList : ReadOnlyCollection<string>
{
    private NameList(IList<string> names)
        : base(names) { }

    public static IReadOnlyList<string> Of(IReadOnlyList<string> names) => names as NameList ?? new NameList([.. names]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}
