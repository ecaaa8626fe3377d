namespace Rimuru;

/// <summary>A plugin that another one needs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Range">The versions that will do: <c>^1.2</c>, <c>~1.2.3</c>, <c>&gt;=1.0 &lt;2.0</c>, <c>1.2.3</c> or <c>*</c>.</param>
public sealed record PluginDependency(string Id, string Range)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Range}";
}
