namespace Rimuru.Core.Views;

/// <summary>The table of a record type: its columns, the most important first. In a narrow terminal the last columns are dropped.</summary>
internal abstract record View(Type Type)
{
    public abstract IReadOnlyList<Column> All { get; }

    /// <summary>What sets records with this table apart from others of their type; null for the usual table.</summary>
    public string? Variant { get; init; }

    /// <summary>The name of the type by which PowerShell finds the table.</summary>
    public string TypeName => Variant is null ? Type.FullName! : $"{Type.FullName}#{Variant}";
}

/// <summary>The table of a record type.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Columns">Its columns, the most important first.</param>
internal sealed record View<T>(params Column<T>[] Columns) : View(typeof(T))
{
    public override IReadOnlyList<Column> All => Columns;

    /// <summary>The columns that the command shows.</summary>
    public Column<T>[] InCommand => Array.FindAll(Columns, column => column.Shown.HasFlag(Places.Command));
}
